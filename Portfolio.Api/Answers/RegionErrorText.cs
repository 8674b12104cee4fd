using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;

namespace Portfolio.Api.Answers;

/// <summary>The sentences about a key that no region of an exchange was found to know.</summary>
internal static class RegionErrorText
{
    /// <param name="plain">The sentences about the failure where there are no regions.</param>
    public static ErrorText Of(RegionSearch search, string kind, ExchangeDescription? exchange, ErrorText plain)
    {
        var name = exchange?.Name ?? Texts.Errors_TheExchange;
        return kind switch
        {
            ErrorKinds.InvalidCredentials => plain with
            {
                Action = string.Join(' ', [
                    WrongField.Remedy("apiKey", exchange?.Exchange ?? ""), Asked(search, name), .. HowToAdd(exchange)]),
            },
            ErrorKinds.WrongRegion => new(
                Texts.FormatErrors_RegionRemoved(search.Remembered, name),
                $"{Asked(search, name)} {Texts.FormatErrors_RegionRemovedAction(search.Remembered)}"),
            ErrorKinds.RegionBlocked when search.Unknown.Count > 0 => plain with
            {
                Message = string.Join(' ', [Texts.FormatErrors_RegionBlockedOfSeveral(name), .. Found(search, name)]),
            },
            _ => plain with { Message = string.Join(' ', [plain.Message, .. Found(search, name)]) },
        };
    }

    private static string Asked(RegionSearch search, string name) => search.Unknown is [var only]
        ? Texts.FormatErrors_RegionAsked(name, only)
        : Texts.FormatErrors_RegionsAsked(name, Listing.Of(search.Unknown));

    private static IEnumerable<string> HowToAdd(ExchangeDescription? exchange)
    {
        if (exchange is { RegionExample: { } example })
            yield return Texts.FormatErrors_AddRegion(exchange.Name, example);
    }

    private static IEnumerable<string> Found(RegionSearch search, string name)
    {
        if (search.Unknown is { Count: > 0 } unknown)
        {
            yield return unknown is [var only]
                ? Texts.FormatErrors_RegionWithoutKey(name, only)
                : Texts.FormatErrors_RegionsWithoutKey(name, Listing.Of(unknown));
        }

        if (search.Failed is { Count: > 0 } failed)
        {
            var regions = failed.Select(region => Texts.FormatErrors_RegionReason(region.Region, Reason(region.Kind)));
            yield return failed.Count is 1
                ? Texts.FormatErrors_RegionNotAsked(Listing.Of(regions))
                : Texts.FormatErrors_RegionsNotAsked(Listing.Of(regions));
        }
    }

    private static string Reason(string kind) => kind switch
    {
        ErrorKinds.Network => Texts.Errors_RegionReasonNetwork,
        ErrorKinds.RateLimited => Texts.Errors_RegionReasonRateLimited,
        ErrorKinds.RegionBlocked => Texts.Errors_RegionReasonBlocked,
        ErrorKinds.ClockSkew => Texts.Errors_RegionReasonClockSkew,
        ErrorKinds.ExchangeRefused => Texts.Errors_RegionReasonRefused,
        _ => Texts.Errors_RegionReasonUnavailable,
    };
}
