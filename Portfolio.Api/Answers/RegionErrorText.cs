using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;

namespace Portfolio.Api.Answers;

/// <summary>The sentences about a key that no region of an exchange was found to know.</summary>
internal static class RegionErrorText
{
    /// <param name="plain">The sentences about the failure where there are no regions.</param>
    public static ErrorText Of(RegionSearch search, string kind, ExchangeDescription? exchange, ErrorText plain)
    {
        var name = exchange?.Name ?? "the exchange";
        return kind switch
        {
            ErrorKinds.InvalidCredentials => plain with
            {
                Action = $"{WrongField.Remedy("apiKey", exchange?.Exchange ?? "")} {Searched(search, name)} "
                    + HowToAdd(exchange, name),
            },
            ErrorKinds.WrongRegion => new(
                $"This key belongs to another region of {name}: {search.Remembered}, which is not configured any more.",
                $"{Searched(search, name)} The operator of this server has to configure the region "
                + $"\"{search.Remembered}\" "
                + "again; else create a key where your account is registered now."),
            _ => plain with { Message = string.Join(' ', [plain.Message, .. Found(search, name)]) },
        };
    }

    /// <summary>"OKX was asked in its regions global, eea and us, and none knows the key."</summary>
    private static string Searched(RegionSearch search, string name) => search.Unknown is [var only]
        ? $"{name} was asked in its region {only} alone."
        : $"{name} was asked in its regions {ErrorCatalog.Listed([.. search.Unknown])}, and none knows the key.";

    private static string HowToAdd(ExchangeDescription? exchange, string name) => exchange?.RegionExample is { } example
        ? $"If your account is registered in another region of {name}, the operator of this server can add that "
            + $"region's host: {example}."
        : "";

    private static IEnumerable<string> Found(RegionSearch search, string name)
    {
        if (search.Unknown is { Count: > 0 } unknown)
            yield return $"{name} does not know this key in its {Regions([.. unknown])}.";
        if (search.Failed is { Count: > 0 } failed)
        {
            yield return $"Its {Regions([.. failed.Select(region => $"{region.Region} ({Why(region.Kind)})")])} "
                + "could not be asked.";
        }
    }

    /// <summary>"region us", "regions global and eea".</summary>
    private static string Regions(List<string> regions) =>
        regions is [var only] ? $"region {only}" : $"regions {ErrorCatalog.Listed(regions)}";

    private static string Why(string kind) => kind switch
    {
        ErrorKinds.Network => "not reached",
        ErrorKinds.RateLimited => "wants a pause",
        ErrorKinds.RegionBlocked => "closed to this server's country",
        ErrorKinds.ClockSkew => "another time than this server's",
        ErrorKinds.ExchangeRefused => "a code we do not know",
        _ => "unavailable",
    };
}
