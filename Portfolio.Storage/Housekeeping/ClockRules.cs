namespace Portfolio.Storage.Housekeeping;

/// <summary>How far ahead of now the worker's settings let times be, jitter included.</summary>
/// <param name="Exchanges">Whose connections are looked at.</param>
/// <param name="DueAtMost">The longest wait for a next sync that is not the connection's interval.</param>
/// <param name="RequestExpiresAfter">The longest of requests of the schedule, and of the wait after a failure.</param>
public sealed record ClockRules(
    IReadOnlyList<string> Exchanges,
    TimeSpan DueAtMost,
    TimeSpan Lease,
    TimeSpan RequestExpiresAfter,
    TimeSpan ProbeAtMost);

/// <summary>How many times of each kind were brought back.</summary>
public sealed record ClockRepairs
{
    public int DueTimes { get; init; }

    public int Leases { get; init; }

    public int Requests { get; init; }

    public int Probes { get; init; }

    public int Prices { get; init; }

    /// <summary>Of schedulers.</summary>
    public int CheckIns { get; init; }

    public bool Any => DueTimes + Leases + Requests + Probes + Prices + CheckIns > 0;
}

/// <summary>A window of a budget that begins in the future.</summary>
public sealed record FutureWindow
{
    public required string Exchange { get; init; }

    public required string Egress { get; init; }

    public required string Bucket { get; init; }

    public required DateTimeOffset WindowStartedAt { get; init; }
}
