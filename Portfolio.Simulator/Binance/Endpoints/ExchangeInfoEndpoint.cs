using System.Text;
using System.Text.RegularExpressions;
using Portfolio.Simulator.Binance.Limits;
using Portfolio.Simulator.Binance.Market;

namespace Portfolio.Simulator.Binance.Endpoints;

/// <summary>Limits and pairs. The symbols are written once per variant; the time before them is always fresh.</summary>
internal sealed partial class ExchangeInfoEndpoint(BinanceMarket market, BinanceLimits limits, SimulatorClock clock)
{
    private static readonly string[] KnownPermissions = ["SPOT", "MARGIN", "LEVERAGED"];

    public BinanceAnswer Get(BinanceCall call)
    {
        var parameters = call.Parameters;
        var listing = market.Current;
        var requested = SymbolList.Read(parameters, listing);
        if ((requested.Error ?? Check(parameters)) is { } error)
            return error;

        var filter = new SymbolFilter(
            parameters["symbolStatus"],
            Permissions(parameters["permissions"]),
            ShowPermissionSets: parameters["showPermissionSets"] is not "false");
        return Answer(requested.Pairs is { } pairs
            ? ExchangeInfoJson.Symbols(pairs, filter)
            : listing.Answers.Get($"symbols {filter.Variant}", () => ExchangeInfoJson.Symbols(listing.Pairs, filter)));
    }

    private static BinanceError? Check(BinanceParameters parameters)
    {
        var named = parameters["symbol"] is not null || parameters["symbols"] is not null;
        if (named && (parameters["symbolStatus"] is not null || parameters["permissions"] is not null))
            return BinanceError.Combination;
        if (parameters["showPermissionSets"] is not (null or "true" or "false"))
            return BinanceError.Illegal("showPermissionSets", "^(true|false)$");
        if (parameters["permissions"] is { } permissions && !PermissionList.IsMatch(permissions))
            return BinanceError.Invalid("permissions");

        return SymbolList.CheckStatus(parameters["symbolStatus"]);
    }

    /// <summary>One word, or a JSON list of words.</summary>
    private static string[] Permissions(string? requested) =>
        requested?.Trim('[', ']').Replace("\"", "", StringComparison.Ordinal).Split(',') ?? KnownPermissions;

    private byte[] Answer(byte[] symbols)
    {
        var (weight, raw) = (limits.Settings.ApiWeightPerMinute, limits.Settings.RawRequestsPerFiveMinutes);
        var head = Encoding.UTF8.GetBytes(
            $$"""
            {"timezone":"UTC","serverTime":{{clock.Now.ToUnixTimeMilliseconds()}},"rateLimits":[
            {"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":{{weight}}},
            {"rateLimitType":"ORDERS","interval":"SECOND","intervalNum":10,"limit":100},
            {"rateLimitType":"ORDERS","interval":"DAY","intervalNum":1,"limit":200000},
            {"rateLimitType":"RAW_REQUESTS","interval":"MINUTE","intervalNum":5,"limit":{{raw}}}
            ],"exchangeFilters":[],"symbols":
            """.Replace("\n", "", StringComparison.Ordinal));
        return [.. head, .. symbols, (byte)'}'];
    }

    [GeneratedRegex("""^(SPOT|MARGIN|LEVERAGED|\["(SPOT|MARGIN|LEVERAGED)"(,"(SPOT|MARGIN|LEVERAGED)")*\])\z""")]
    private static partial Regex PermissionList { get; }
}

/// <summary>The requested symbols, and the level of detail.</summary>
internal sealed record SymbolFilter(string? Status, string[] Permissions, bool ShowPermissionSets)
{
    public string Variant =>
        $"{Status} {string.Join('+', Permissions.Distinct().Order(StringComparer.Ordinal))} {ShowPermissionSets}";

    public bool Admits(BinancePair pair) =>
        (Status is null || pair.Status == Status)
        && (Permissions.Contains("SPOT") || (pair.Margin && Permissions.Contains("MARGIN")));
}
