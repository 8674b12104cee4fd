using Portfolio.Worker.Syncs;

namespace Portfolio.Tests.Faults;

/// <summary>Workers and APIs that die or freeze.</summary>
internal static class ProcessFaults
{
    private static readonly string[] Steps =
    [
        FatalStep.Admitted, FatalStep.Claimed, FatalStep.Read, FatalStep.BeforeStore, FatalStep.Stored,
        FatalStep.BeforePublish,
    ];

    public static Fault KilledWorker { get; } = new("kill -9 of a worker", strike => KillAsync(strike, strike.Worker));

    public static IReadOnlyList<Fault> All { get; } =
    [
        KilledWorker,
        new("kill -9 of an API", strike => KillAsync(strike, strike.Api)),
        new("kill -9 of every worker", strike => KillAsync(strike, [.. strike.System.Workers])),
        new("worker frozen for longer than a lease", strike => FreezeAsync(strike, strike.Worker, 11, 14)),
        new("worker frozen within its lease", strike => FreezeAsync(strike, strike.Worker, 1, 8)),
        new("API frozen", strike => FreezeAsync(strike, strike.Api, 1, 8)),
        .. Steps.Select(KilledAt),
    ];

    public static Fault KilledAt(string step) =>
        new($"kill -9 of a worker at the step {step}", strike => KillAtAsync(strike, step));

    private static async Task KillAsync(Strike strike, params FaultProcess[] processes)
    {
        foreach (var process in processes)
            await process.KillAsync();
        await strike.ActAsync();
        foreach (var process in processes)
            await process.StartAsync();
    }

    private static async Task FreezeAsync(Strike strike, FaultProcess process, int atLeast, int atMost)
    {
        await process.SignalAsync("STOP");
        await strike.ActAsync();
        await strike.LastAsync(atLeast, atMost);
        await process.SignalAsync("CONT");
    }

    /// <summary>The worker that passes the step next ends there.</summary>
    private static async Task KillAtAsync(Strike strike, string step)
    {
        var folder = strike.System.Supervisor.Folder;
        await File.WriteAllTextAsync(Path.Combine(folder, step), "", Cancel);
        await strike.ActAsync();
        FaultProcess? ended = null;
        await Patience.UntilRightAsync(() =>
        {
            ended = strike.System.Workers.FirstOrDefault(worker => !worker.IsAlive);
            return Task.FromResult(ended is null ? $"No worker has passed the step {step}." : null);
        });
        Assert.True(File.Exists(Path.Combine(folder, $"{step}.{ended!.Id}")), $"{ended.Name} ended by itself.");
        await ended.StartAsync();
    }
}
