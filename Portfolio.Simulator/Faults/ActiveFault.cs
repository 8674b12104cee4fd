namespace Portfolio.Simulator.Faults;

/// <summary>A fault that is switched on.</summary>
internal sealed class ActiveFault(int id, Fault fault)
{
    private readonly TaskCompletionSource _cleared = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Id { get; } = id;

    public Fault Fault { get; } = fault;

    /// <summary>How many requests it has hit.</summary>
    public int Hits { get; private set; }

    /// <summary>Cancelled when the fault is cleared.</summary>
    internal Task Cleared => _cleared.Task;

    public bool Fits(string path, string? account) =>
        (Fault.PathPrefix is null || path.StartsWith(Fault.PathPrefix, StringComparison.Ordinal))
        && (Fault.Account is null || Fault.Account == account);

    /// <returns>True when that was its last hit.</returns>
    public bool Count() => ++Hits >= Fault.Times;

    public void LetGo() => _cleared.TrySetResult();
}
