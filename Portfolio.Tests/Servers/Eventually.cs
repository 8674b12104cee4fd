namespace Portfolio.Tests.Servers;

/// <summary>Waits for the effect of something that runs beside the test: by polling, and not forever.</summary>
internal static class Eventually
{
    /// <summary>
    /// Longer than any effect takes on a machine that builds and tests at the same time; only a failing test waits so
    /// long.
    /// </summary>
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(2);

    /// <summary>Ends a wait after two minutes, or with the test.</summary>
    public static CancellationTokenSource Patience()
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(AtMost);
        return patience;
    }

    /// <summary>Until it is true, for at most two minutes.</summary>
    public static async Task TrueAsync(Func<Task<bool>> isTrue)
    {
        using var patience = Patience();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await isTrue())
            Assert.True(await timer.WaitForNextTickAsync(patience.Token));
    }
}
