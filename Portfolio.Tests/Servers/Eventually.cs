namespace Portfolio.Tests.Servers;

/// <summary>Waits for the effect of something that runs beside the test: by polling, and not forever.</summary>
internal static class Eventually
{
    /// <summary>Until it is true, for at most half a minute.</summary>
    public static async Task TrueAsync(Func<Task<bool>> isTrue)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await isTrue())
            Assert.True(await timer.WaitForNextTickAsync(patience.Token));
    }
}
