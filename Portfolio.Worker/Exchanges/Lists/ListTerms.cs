namespace Portfolio.Worker.Exchanges.Lists;

/// <summary>Whose list it is, and how long it may be used.</summary>
/// <param name="Exchange">As in <see cref="Contracts.Exchanges.ExchangeNames"/>; for metrics and logs.</param>
/// <param name="List">"pairs", "prices", "liquidity" or "names"; for metrics and logs.</param>
/// <param name="FreshFor">How old it may be without being read again.</param>
/// <param name="ServesFor">How old the last good one may be while no newer one is available.</param>
internal sealed record ListTerms(string Exchange, string List, TimeSpan FreshFor, TimeSpan ServesFor)
{
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(10);

    /// <summary>How long after a failure it is not requested again.</summary>
    public TimeSpan RetryAfter { get; init; } = FreshFor < SoonAgain ? FreshFor : SoonAgain;
}

/// <summary>The result of reading a list.</summary>
/// <param name="Rows">How many rows can be used: a later reading is compared with this number.</param>
/// <param name="Unreadable">How many rows were skipped, because they could not be read.</param>
internal sealed record ListReading<T>(T Value, int Rows, int Unreadable);

/// <summary>A list as it serves now.</summary>
/// <param name="Value">Null: none is available, or the last good one is too old to be used.</param>
/// <param name="IsOld">The request for a newer one failed: this is the last good one.</param>
/// <param name="Failure">Why the request for a newer one failed; null when it succeeded or is still running.</param>
internal sealed record Listed<T>(T? Value, bool IsOld, ExchangeException? Failure);
