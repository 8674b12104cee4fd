using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs.Evidence;

/// <summary>
/// The rest of an earlier run's contradiction where this run has no total to judge it by: it stays open, unless the
/// reading has changed. A missing total does not end it.
/// </summary>
/// <param name="Wallets">Those that stay contradicted, read in this run or not.</param>
/// <param name="Found">This run's finding about them; of a wallet that was not read, the earlier run's.</param>
/// <param name="IsRead">All of them were read in this run.</param>
internal sealed record OpenContradiction(IReadOnlySet<string> Wallets, Contradiction Found, bool IsRead)
{
    public static OpenContradiction None { get; } =
        new(new HashSet<string>(), new Contradiction(Guid.Empty, [], []), IsRead: true);

    /// <param name="stored">The stored balances of the account.</param>
    public static OpenContradiction Of(
        Contradiction earlier, AccountSnapshot snapshot, Verdict verdict, IReadOnlyList<StoredBalance> stored)
    {
        var compared = verdict.Comparisons.Where(comparison => comparison.Name is not null)
            .SelectMany(comparison => comparison.Wallets)
            .ToHashSet();
        var left = earlier.Wallets.Select(wallet => wallet.Wallet)
            .Union(earlier.Changes.Select(change => change.Wallet))
            .Where(wallet => !compared.Contains(wallet))
            .Select(snapshot.Account.Find)
            .OfType<WalletReading>()
            .Where(wallet => wallet.Outcome is not WalletOutcome.Unsupported)
            .Select(wallet => (Wallet: wallet, Changes: ChangesOf(wallet, earlier, snapshot, stored)))
            .Where(wallet => wallet.Changes is not null)
            .ToList();
        var wallets = left.Select(wallet => wallet.Wallet.Wallet).ToHashSet();
        return new OpenContradiction(
            wallets,
            new Contradiction(
                earlier.Id,
                [.. earlier.Wallets.Where(wallet => wallets.Contains(wallet.Wallet))],
                [.. left.SelectMany(wallet => wallet.Changes ?? [])]),
            left.TrueForAll(wallet => wallet.Wallet.Outcome is WalletOutcome.Ok));
    }

    /// <summary>Null where the reading is no longer the contradicted one.</summary>
    private static List<ContradictedChange>? ChangesOf(
        WalletReading wallet, Contradiction earlier, AccountSnapshot snapshot, IReadOnlyList<StoredBalance> stored)
    {
        var before = earlier.Changes.Where(change => change.Wallet == wallet.Wallet).ToList();
        if (wallet.Outcome is not WalletOutcome.Ok)
            return before;

        var now = Comparisons.Changes(wallet, snapshot, stored).Select(ContradictedChange.Of).ToList();
        var isSame = before.Count is 0
            ? wallet.Balances.Count is 0
            : now.Exists(change => before.Exists(was => was.Symbol == change.Symbol && was.Sign == change.Sign));
        return isSame ? now : null;
    }
}
