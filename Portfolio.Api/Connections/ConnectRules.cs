using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Exchanges;
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
            CheckCredentials(request, exchange, fields);
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

    /// <summary>Only for a request that <see cref="Check(ConnectRequest)"/> has nothing against.</summary>
    public static ApiCredentials Credentials(ConnectRequest request) => new(
        request.ApiKey?.Trim() ?? "",
        request.ApiSecret?.Trim() ?? "",
        string.IsNullOrWhiteSpace(request.Passphrase) ? null : request.Passphrase.Trim());

    public static string Label(ConnectRequest request, ExchangeDescription exchange) =>
        string.IsNullOrWhiteSpace(request.Label) ? exchange.Name : request.Label.Trim();

    private static void CheckSettings(string? label, int? intervalMinutes, Dictionary<string, string> fields)
    {
        if (label?.Trim() is { } trimmed && (trimmed.Length > MaxLabelLength || trimmed.Any(char.IsControl)))
            fields["label"] = $"must be at most {MaxLabelLength} characters on one line";
        if (intervalMinutes is < 5 or > 1440)
            fields["syncIntervalMinutes"] = "must be from 5 to 1440";
    }

    private static void CheckCredentials(
        ConnectRequest request, ExchangeDescription exchange, Dictionary<string, string> fields)
    {
        (string Name, string? Value)[] given =
        [
            ("apiKey", request.ApiKey), ("apiSecret", request.ApiSecret), ("passphrase", request.Passphrase),
        ];
        foreach (var (name, value) in given)
        {
            var field = exchange.Fields.FirstOrDefault(known => known.Name == name);
            if (Problem(value?.Trim() ?? "", field, exchange) is { } problem)
                fields[name] = problem;
        }
    }

    private static string? Problem(string value, CredentialField? field, ExchangeDescription exchange) => (value, field) switch
    {
        ("", null) => null,
        (_, null) => $"is not used by {exchange.Name}",
        ("", _) => "is missing",
        _ when value.Length > field.MaxLength => $"is longer than {field.MaxLength} characters",
        _ when !value.All(letter => IsPrintable(letter, field)) =>
            "has characters in it that no key has: spaces, line breaks or letters beyond ASCII",
        _ => null,
    };

    private static bool IsPrintable(char letter, CredentialField field) => letter switch
    {
        > ' ' and <= '~' => true,
        ' ' => field.Blanks || field.MultiLine,
        '\r' or '\n' => field.MultiLine,
        _ => false,
    };
}
