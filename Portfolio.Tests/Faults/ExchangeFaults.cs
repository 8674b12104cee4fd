namespace Portfolio.Tests.Faults;

/// <summary>An exchange that refuses, fails or is slow.</summary>
internal static class ExchangeFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("exchange that bans", BanAsync),
        new("exchange that answers 503", strike => SwitchOnAsync(strike, new { kind = "status", status = 503 })),
        new("exchange that is slow", strike => SwitchOnAsync(strike, new { kind = "slow", delayMs = 2_000 })),
        new("exchange that answers halves", strike => SwitchOnAsync(strike, new { kind = "broken" })),
        new("exchange that resets connections", strike => SwitchOnAsync(strike, new { kind = "reset" })),
    ];

    private static async Task SwitchOnAsync(Strike strike, object fault)
    {
        await strike.System.ControlAsync(HttpMethod.Post, "faults", fault);
        await strike.ActAsync();
        await strike.LastAsync(2, 8);
        await strike.System.ControlAsync(HttpMethod.Delete, "faults");
    }

    /// <summary>From the first call that is answered with the ban. It ends a little before the exchange says.</summary>
    private static async Task BanAsync(Strike strike)
    {
        var fault = await strike.System.ControlAsync(
            HttpMethod.Post, "faults", new { kind = "banned", banSeconds = 12 });
        var id = fault.GetProperty("id").GetInt32();
        await Patience.UntilRightAsync(async () =>
        {
            var faults = await strike.System.ControlAsync(HttpMethod.Get, "faults");
            var hits = faults.EnumerateArray().Single(known => known.GetProperty("id").GetInt32() == id)
                .GetProperty("hits").GetInt32();
            return hits > 0 ? null : "No call was banned.";
        });
        strike.System.Calls.BeginBan();
        await strike.ActAsync();
        await strike.LastAsync(6, 9);
        strike.System.Calls.EndBan();
        await strike.System.ControlAsync(HttpMethod.Delete, "faults");
    }
}
