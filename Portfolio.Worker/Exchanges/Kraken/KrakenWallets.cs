using System.Collections.Frozen;
using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges.Kraken;

/// <summary>
/// The balance of an account with everything in it, and what stands in Earn alone. Calls with a key are sent one after
/// the other.
/// </summary>
internal sealed class KrakenWallets(KrakenClient client, KrakenAllocationPages earn, KrakenAssets assets)
{
    public async Task<AccountReading> ReadAsync(ExchangeKey key, CancellationToken ct)
    {
        using var time = WalletTime.Begin(key, ct);
        var wallets = await ReadWalletsAsync(time.Key, time.Token);
        ct.ThrowIfCancellationRequested();
        WalletReads.ThrowIfTheRunEnds(wallets);
        return new AccountReading(null, wallets);
    }

    /// <summary>Both, whichever is asked for: one is known by the other.</summary>
    public async Task<AccountReading> ReadAgainAsync(
        ExchangeKey key, AccountReading first, IReadOnlySet<string> wallets, CancellationToken ct)
    {
        var again = (await ReadWalletsAsync(key, ct)).ToDictionary(wallet => wallet.Wallet);
        return first with
        {
            Wallets = await WalletReads.ReadAgainAsync(
                first.Wallets, wallets, wallet => Task.FromResult(again[wallet])),
        };
    }

    /// <summary>
    /// Coins move between the balance and Earn at any time, and the two are no snapshot. So the balance is read before
    /// and after Earn, and counts as it was after; where one of its assets has become less in between, Earn may have
    /// been read before the coins got there, and is read once more.
    /// </summary>
    private async Task<WalletReading[]> ReadWalletsAsync(ExchangeKey key, CancellationToken ct)
    {
        KrakenAllocations? allocations = null;
        ExchangeException? missed = null;
        var spot = await WalletReads.ReadAsync(WalletNames.Spot, async () =>
        {
            var before = await ReadBalancesAsync(key, ct);
            (allocations, missed) = await ReadAllocationsAsync(key, ct);
            if (allocations is null)
                return await AssetsOfAsync(before, ct);

            var after = await ReadBalancesAsync(key, ct);
            if (after.IsLessThan(before))
                (allocations, missed) = await ReadAllocationsAsync(key, ct);
            ThrowIfContradicted(before, after, allocations);
            return await AssetsOfAsync(after, ct);
        });
        var beyond = await WalletReads.ReadAsync(WalletNames.Earn, () => Task.FromResult(
            allocations is not null && spot.Outcome is WalletOutcome.Ok
                ? allocations.Beyond(spot.Balances)
                : throw missed ?? spot.Failure!));
        return [spot, beyond];
    }

    private async Task<KrakenBalances> ReadBalancesAsync(ExchangeKey key, CancellationToken ct)
    {
        await using var call = client.Begin(key);
        return await call.PostAsync(KrakenPaths.Balance, "", KrakenBalances.Read, ct);
    }

    private async Task<IReadOnlyList<AssetQuantity>> AssetsOfAsync(KrakenBalances balances, CancellationToken ct) =>
        balances.In(balances.Unknown.Any() ? await assets.GetAsync(ct) : FrozenSet<string>.Empty);

    /// <summary>An account that never held anything has nothing in Earn, and had no row a moment ago.</summary>
    private static void ThrowIfContradicted(
        KrakenBalances before, KrakenBalances after, KrakenAllocations? allocations)
    {
        if (before.IsAbsent != after.IsAbsent || (after.IsAbsent && allocations is { Allocated.Count: > 0 }))
        {
            throw new ExchangeException(
                ErrorKinds.ExchangeUnavailable, null, "Kraken's answers about the account contradict each other.");
        }
    }

    /// <summary>A failure that ends the run leaves as it is; any other is Earn's alone.</summary>
    private async Task<(KrakenAllocations?, ExchangeException?)> ReadAllocationsAsync(
        ExchangeKey key, CancellationToken ct)
    {
        try
        {
            return (await earn.ReadAsync(key, ct), null);
        }
        catch (ExchangeException failure)
        {
            return (null, failure);
        }
        catch (OperationCanceledException late)
        {
            return (null, new ExchangeException(
                ErrorKinds.ExchangeUnavailable, null, "Kraken's Earn was not read in time.", null, late));
        }
    }
}
