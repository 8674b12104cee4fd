namespace Portfolio.Tests.Faults;

/// <summary>One kind of fault.</summary>
/// <param name="Kind">As the table of survived faults names it.</param>
/// <param name="StrikeAsync">Breaks something, lets people act meanwhile, and ends the fault.</param>
internal sealed record Fault(string Kind, Func<Strike, Task> StrikeAsync);

/// <summary>One fault that is happening.</summary>
/// <param name="Random">Of this fault alone: the same seed chooses the same victims and times.</param>
/// <param name="ActAsync">People act while the fault lasts.</param>
internal sealed record Strike(FaultSystem System, Random Random, Func<Task> ActAsync)
{
    public FaultProcess Worker => Pick(System.Workers);

    public FaultProcess Api => Pick(System.Apis);

    public T Pick<T>(IReadOnlyList<T> all) => all[Random.Next(all.Count)];

    /// <summary>The fault lasts for so many seconds beyond what people do meanwhile.</summary>
    public Task LastAsync(int atLeast, int atMost) =>
        Task.Delay(TimeSpan.FromSeconds(atLeast + (Random.NextDouble() * (atMost - atLeast))), Cancel);

    public Task<string[]> AskAsync(string command) => System.Supervisor.AskAsync(command);
}
