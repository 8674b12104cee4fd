using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Exchanges;
using Portfolio.Contracts.Keys;
using Portfolio.Storage.Credentials;

namespace Portfolio.Api.Connections;

/// <summary>What a request to connect or to edit must look like before anything is done with it.</summary>
internal static class ConnectRules
{
    public const int DefaultIntervalMinutes = 60;
    private const int MaxLabelLength = 100;

    /// <summary>What is wrong with a portfolio that is not the user's.</summary>
    public static readonly IReadOnlyDictionary<string, string> UnknownPortfolio =
        new Dictionary<string, string> { ["portfolioId"] = "is not the id of a portfolio of yours" };

    /// <summary>Field name to what is wrong with it; empty when nothing is.</summary>
    public static Dictionary<string, string> Check(ConnectRequest request)
    {
        var fields = new Dictionary<string, string>();
        if (Exchange(request) is { } exchange)
            fields = new Dictionary<string, string>(Key(request, exchange).Problems);
        else
            fields["exchange"] = $"must be one of: {string.Join(", ", ExchangeCatalog.All.Select(known => known.Exchange))}";

        CheckSettings(request.Label, request.SyncIntervalMinutes, fields);
        if (request.PortfolioId == Guid.Empty)
            fields["portfolioId"] = UnknownPortfolio["portfolioId"];
        return fields;
    }

    /// <summary>A request that changes nothing is wrong as a whole.</summary>
    public static Dictionary<string, string> Check(EditRequest request)
    {
        var fields = new Dictionary<string, string>();
        CheckSettings(request.Label, request.SyncIntervalMinutes, fields);
        if (request is { Label: null, SyncIntervalMinutes: null, Paused: null })
            fields["body"] = "must have at least one of: label, syncIntervalMinutes, paused";
        return fields;
    }

    /// <summary>Null when the request names none that can be connected.</summary>
    public static ExchangeDescription? Exchange(ConnectRequest request) =>
        request.Exchange is { } exchange ? ExchangeCatalog.Find(exchange.Trim()) : null;

    /// <summary>
    /// In the form in which they are stored. Only for a request that <see cref="Check(ConnectRequest)"/> has nothing
    /// against.
    /// </summary>
    public static ApiCredentials Credentials(ConnectRequest request, ExchangeDescription exchange)
    {
        var key = Key(request, exchange);
        return new(key.Value("apiKey") ?? "", key.Value("apiSecret") ?? "", key.Value("passphrase"));
    }

    public static string Label(ConnectRequest request, ExchangeDescription exchange) =>
        string.IsNullOrWhiteSpace(request.Label) ? exchange.Name : request.Label.Trim();

    private static void CheckSettings(string? label, int? intervalMinutes, Dictionary<string, string> fields)
    {
        if (label?.Trim() is { } trimmed && (trimmed.Length > MaxLabelLength || trimmed.Any(char.IsControl)))
            fields["label"] = $"must be at most {MaxLabelLength} characters on one line";
        if (intervalMinutes is < 5 or > 1440)
            fields["syncIntervalMinutes"] = "must be from 5 to 1440";
    }

    private static KeyForm Key(ConnectRequest request, ExchangeDescription exchange) => KeyForm.Read(
        exchange,
        new Dictionary<string, string?>
        {
            ["apiKey"] = request.ApiKey, ["apiSecret"] = request.ApiSecret, ["passphrase"] = request.Passphrase,
        });
}
