namespace Portfolio.Worker.Exchanges;

/// <summary>Which assets an exchange's list of pairs names.</summary>
/// <param name="Trading">Base and quote assets of the pairs that trade.</param>
/// <param name="Listed">Base and quote assets of all pairs, halted ones included.</param>
/// <param name="ReadAt">When the request was sent.</param>
/// <param name="IsOld">
/// A newer list was not available: this is the last good one, and permits no new conclusions.
/// </param>
internal sealed record AssetPairs(
    IReadOnlySet<string> Trading, IReadOnlySet<string> Listed, DateTimeOffset ReadAt, bool IsOld);
