namespace Portfolio.Storage.Syncs;

/// <summary>Connections of one region of an exchange.</summary>
/// <param name="Region">Null: those whose region is not known, or no longer among the configured ones.</param>
/// <param name="Known">Every region that is configured; empty where the exchange has none.</param>
/// <param name="Reading">Which of them, where not all read the same wallets; null: all.</param>
public sealed record DuePlace(string? Region, IReadOnlyList<string> Known, DueReading? Reading = null)
{
    /// <summary>Of a row of <c>user_connections</c>, with the parameters of <see cref="DueArgs"/>.</summary>
    internal const string Condition =
        """
        (@All or case when region = any(@Regions) then region end is not distinct from @Region)
        and (@Full::boolean is null or @Full = (
            full_reading_at is null or full_reading_at > @Now
            or @Now + make_interval(mins => sync_interval_minutes) * @LongestOfInterval
                > full_reading_at + @AtLeastEvery))
        """;
}

/// <summary>Connections whose next sync has to read every wallet, or may skip the expensive ones.</summary>
/// <param name="Full">True: the former, because the sync after the next one would be too late.</param>
/// <param name="AtLeastEvery">How long expensive wallets may be skipped.</param>
/// <param name="LongestOfInterval">The longest wait between two syncs, as a multiple of the interval.</param>
public sealed record DueReading(bool Full, TimeSpan AtLeastEvery, double LongestOfInterval);

/// <summary>The parameters of the statements about due connections.</summary>
internal sealed class DueArgs(string exchange, DuePlace? place, DateTimeOffset now)
{
    public string Exchange => exchange;

    public DateTimeOffset Now => now;

    public bool All => place is null;

    public string? Region => place?.Region;

    public string[] Regions => place?.Known.ToArray() ?? [];

    public bool? Full => place?.Reading?.Full;

    public TimeSpan AtLeastEvery => place?.Reading?.AtLeastEvery ?? TimeSpan.Zero;

    public double LongestOfInterval => place?.Reading?.LongestOfInterval ?? 1;

    public bool WaitedFor { get; init; }

    public int Limit { get; init; }

    public int Candidates { get; init; }

    public int Counted { get; init; }

    public DateTimeOffset RequestExpiresAt { get; init; }

    public int AtMost { get; init; }
}
