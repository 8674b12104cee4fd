using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs;

namespace Portfolio.Tests.Exchanges;

/// <summary>
/// Asks an exchange for everything, and sees that whatever comes can be stored or is the exchange's failure.
/// </summary>
internal static class OddAnswers
{
    public static async Task AskAsync(IExchange exchange, ExchangeKey key, CancellationToken ct)
    {
        var rights = await AnswerAsync(() => exchange.ReadKeyAsync(key, ct));
        Assert.True(rights is null || rights.Granted.Concat(rights.Excess).All(AssetName.IsOne));
        var prices = await exchange.ReadPricesAsync(null, ct);
        var names = await exchange.ReadAssetNamesAsync(key, ct);
        Assert.DoesNotContain(names, name => name.Key.Contains('\0') || name.Value.Contains('\0'));
        var total = await exchange.ReadTotalAsync(key, prices, ct);
        if (await AnswerAsync(() => exchange.ReadAccountAsync(key, ct)) is not { } account)
            return;

        foreach (var wallet in account.Wallets)
        {
            Assert.NotEqual(ErrorKinds.Internal, wallet.Failure?.Kind);
            Assert.All(wallet.Balances, balance => Assert.True(AssetName.IsOne(balance.Symbol)));
        }

        Store(account, prices, names);
        Assert.All(total?.Wallets ?? [], wallet => Assert.True(AssetName.IsOne(wallet.ExchangeName)));
    }

    /// <summary>What a sync makes of it: no sum may run out of its number.</summary>
    private static void Store(AccountReading account, PriceList prices, IReadOnlyDictionary<string, string> names)
    {
        var now = prices.ReadAt;
        var reconciled = Reconciliation.Of(
            [], account, prices, names, new DustLine(1, 0.8m), now);
        Assert.True(Amounts.IsValue(reconciled.TotalUsd / 1_000));
    }

    /// <summary>Null when the exchange refused or failed, which is never a fault of ours.</summary>
    private static async Task<T?> AnswerAsync<T>(Func<Task<T>> ask) where T : class
    {
        try
        {
            return await ask();
        }
        catch (ExchangeException failure)
        {
            Assert.NotEqual(ErrorKinds.Internal, failure.Kind);
            return null;
        }
    }
}
