using System.Diagnostics.CodeAnalysis;
using Portfolio.Api.Answers;
using Portfolio.Api.Idempotency;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Exchanges;
using Portfolio.Contracts.Keys;
using Portfolio.Storage.Credentials;

namespace Portfolio.Api.Connections;

/// <summary>The rules for requests to connect or to edit, checked before anything else.</summary>
internal static class ConnectRules
{
    public const int DefaultIntervalMinutes = 60;
    private const int MaxLabelLength = 100;

    /// <summary>The field of a new portfolio's name, which only pages send.</summary>
    public const string NewPortfolio = "newPortfolio";

    /// <summary>The problem of a portfolio that is not the user's.</summary>
    public static IReadOnlyDictionary<string, string> UnknownPortfolio =>
        new Dictionary<string, string> { ["portfolioId"] = Texts.Fields_UnknownPortfolio };

    private static string ExchangeNamesInOrder =>
        string.Join(", ", ExchangeCatalog.All.Select(known => known.Exchange));

    /// <param name="problems">Field name to its problem; empty when there is none.</param>
    public static bool TryRead(
        ConnectCommand command,
        [NotNullWhen(true)] out ConnectInput? input,
        out Dictionary<string, string> problems)
    {
        TryRead(command.Request, out input, out problems);
        IdempotencyHeader.Check(command.Idempotency?.Key, problems);
        if (command.NewPortfolioName is { } name && GivenName.Read(name) is null)
            problems[NewPortfolio] = GivenName.Problem;
        if (problems.Count > 0)
            input = null;
        return input is not null;
    }

    /// <param name="problems">Field name to its problem; empty when there is none.</param>
    public static bool TryRead(
        ConnectRequest request,
        [NotNullWhen(true)] out ConnectInput? input,
        out Dictionary<string, string> problems)
    {
        input = null;
        problems = [];
        if (request.Exchange is { } name && ExchangeCatalog.Find(name.Trim()) is { } exchange)
            input = ReadKey(request, exchange, problems);
        else
            problems["exchange"] = Texts.FormatFields_Exchange(ExchangeNamesInOrder);

        CheckSettings(request.Label, request.SyncIntervalMinutes, problems);
        if (request.PortfolioId == Guid.Empty)
            problems["portfolioId"] = Texts.Fields_UnknownPortfolio;
        if (problems.Count > 0)
            input = null;
        return input is not null;
    }

    /// <summary>Field name to its problem; empty when there is none.</summary>
    public static Dictionary<string, string> Check(ConnectRequest request)
    {
        TryRead(request, out _, out var problems);
        return problems;
    }

    /// <summary>A request without any change is invalid as a whole.</summary>
    public static Dictionary<string, string> Check(EditRequest request)
    {
        var fields = new Dictionary<string, string>();
        CheckSettings(request.Label, request.SyncIntervalMinutes, fields);
        if (request is { Label: null, SyncIntervalMinutes: null, Paused: null })
            fields["body"] = Texts.FormatFields_NoChange("label, syncIntervalMinutes, paused");
        return fields;
    }

    public static string Label(ConnectRequest request, ExchangeDescription exchange) =>
        string.IsNullOrWhiteSpace(request.Label) ? exchange.Name : request.Label.Trim();

    private static void CheckSettings(string? label, int? intervalMinutes, Dictionary<string, string> fields)
    {
        if (label?.Trim() is { } trimmed && (trimmed.Length > MaxLabelLength || !VisibleText.Is(trimmed)))
            fields["label"] = Texts.FormatFields_Label($"{MaxLabelLength}");
        if (intervalMinutes is < 5 or > 1440)
            fields["syncIntervalMinutes"] = Texts.Fields_Interval;
    }

    private static ConnectInput ReadKey(
        ConnectRequest request, ExchangeDescription exchange, Dictionary<string, string> problems)
    {
        var key = KeyForm.Read(
            exchange,
            new Dictionary<string, string?>
            {
                ["apiKey"] = request.ApiKey, ["apiSecret"] = request.ApiSecret, ["passphrase"] = request.Passphrase,
            });
        foreach (var (field, problem) in key.Problems)
            problems[field] = problem;
        return new ConnectInput
        {
            Exchange = exchange,
            Credentials = new(key.Value("apiKey") ?? "", key.Value("apiSecret") ?? "", key.Value("passphrase")),
        };
    }
}

/// <summary>A valid request in the form in which it is stored. Not a record: it holds secrets.</summary>
internal sealed class ConnectInput
{
    public required ExchangeDescription Exchange { get; init; }

    public required ApiCredentials Credentials { get; init; }
}
