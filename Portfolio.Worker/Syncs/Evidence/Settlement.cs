using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs.Evidence;

/// <summary>
/// Compares a reading with the totals that the exchange reports. The wallets that disagree are read once more in the
/// same run: coins that moved while the wallets were read side by side have then arrived.
/// </summary>
internal static class Settlement
{
    /// <param name="stored">The stored balances of the account; empty for a key that is only validated.</param>
    public static async Task<(AccountSnapshot Snapshot, Verdict Verdict)> ReadAsync(
        IExchange exchange,
        ExchangeKey key,
        AccountSnapshot first,
        IReadOnlyList<StoredBalance> stored,
        Baselines baselines,
        CancellationToken ct)
    {
        var verdict = Judge(first, stored, baselines, reread: false);
        if (verdict.Doubtful.Count is 0)
            return (first, verdict);

        var again = await AccountReader.ReadAgainAsync(exchange, key, first, verdict.Doubtful, ct);
        return (again, Judge(again, stored, baselines, reread: true));
    }

    private static Verdict Judge(
        AccountSnapshot snapshot, IReadOnlyList<StoredBalance> stored, Baselines baselines, bool reread) =>
        Contradictions.Of(Comparisons.Of(snapshot, stored, baselines, reread), baselines);
}
