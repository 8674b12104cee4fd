using System.Globalization;
using System.Text.RegularExpressions;
using Portfolio.Simulator.Binance.Accounts;

namespace Portfolio.Simulator.Binance;

/// <summary>Binance's checks before a request is answered; a check returns null when it passes.</summary>
internal static partial class BinanceRules
{
    private const decimal DefaultRecvWindow = 5000;
    private const decimal LongestRecvWindow = 60_000;

    // Times of sixteen digits and more are in microseconds.
    private const long FirstMicroseconds = 1_000_000_000_000_000;

    public static BinanceError? CheckParameters(BinanceCall call)
    {
        var parameters = call.Parameters;
        if (parameters.Duplicate is { } twice)
            return BinanceError.Duplicate(twice);

        // /sapi ignores unknown parameters.
        var known = parameters.Names.Count(call.Route.Knows);
        if (known < parameters.Count && !call.Route.Sapi)
        {
            return call.Route.Signed
                ? BinanceError.Unread(known, parameters.Count)
                : BinanceError.TooMany(known, parameters.Count);
        }

        return call.Route.Signed ? CheckSigning(parameters) : null;
    }

    public static BinanceError? CheckKey(BinanceCall call)
    {
        var sapi = call.Route.Sapi;
        if (call.Credential is not { } credential)
            return BinanceError.UnknownKey(sapi);

        var mayRead = credential.Rights.Has(BinanceRights.Reading);
        return credential.Admits(call.Address) && (mayRead || !call.Route.NeedsReading)
            ? null
            : BinanceError.Forbidden(sapi);
    }

    /// <summary>Less than a second ahead of the server, and behind it by recvWindow at most.</summary>
    public static BinanceError? CheckClock(BinanceParameters parameters, DateTimeOffset now)
    {
        var sent = long.Parse(parameters["timestamp"] ?? "0", CultureInfo.InvariantCulture);
        var micros = sent >= FirstMicroseconds ? sent : sent * 1000;
        var serverMicros = now.ToUnixTimeMilliseconds() * 1000;
        if (micros >= serverMicros + 1_000_000)
            return BinanceError.ClockAhead;

        return serverMicros - micros <= RecvWindow(parameters) * 1000 ? null : BinanceError.ClockBehind;
    }

    public static bool IsKeyFormat(string apiKey) => KeyFormat.IsMatch(apiKey);

    private static BinanceError? CheckSigning(BinanceParameters parameters)
    {
        foreach (var name in (ReadOnlySpan<string>)["timestamp", BinanceParameters.SignatureName])
        {
            if (parameters[name] is null or "")
                return BinanceError.Missing(name);
        }

        if (!Timestamp.IsMatch(parameters["timestamp"] ?? ""))
            return BinanceError.Illegal("timestamp", "^[0-9]{1,20}$");
        if (parameters["recvWindow"] is { } window && !Window.IsMatch(window))
            return BinanceError.Illegal("recvWindow", @"^[0-9]{1,20}(\.[0-9]{1,3})?$");

        return RecvWindow(parameters) > LongestRecvWindow ? BinanceError.RecvWindow : null;
    }

    private static decimal RecvWindow(BinanceParameters parameters) =>
        parameters["recvWindow"] is { } window
            ? decimal.Parse(window, CultureInfo.InvariantCulture)
            : DefaultRecvWindow;

    [GeneratedRegex("^[A-Za-z0-9]{64}\\z")]
    private static partial Regex KeyFormat { get; }

    // Eighteen digits are enough for microseconds until the year 33658 and fit a long.
    [GeneratedRegex("^[0-9]{1,18}\\z")]
    private static partial Regex Timestamp { get; }

    [GeneratedRegex("^[0-9]{1,20}(\\.[0-9]{1,3})?\\z")]
    private static partial Regex Window { get; }
}
