using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs;

namespace Portfolio.Tests.Exchanges;

/// <summary>
/// Reads everything from an exchange, and asserts that each result can be stored or is the exchange's failure.
/// </summary>
internal static class OddAnswers
{
    public static async Task ReadAllAsync(IExchange exchange, ExchangeKey key, CancellationToken ct)
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

    /// <summary>Reconciles the reading as a sync does: no sum may overflow.</summary>
    private static void Store(AccountReading account, PriceList prices, IReadOnlyDictionary<string, string> names)
    {
        var now = prices.ReadAt;
        var reconciled = Reconciliation.Of(
            [], account, prices, names, new DustLine(1, 0.8m), now);
        Assert.True(Amounts.IsValue(reconciled.TotalUsd / 1_000));
    }

    /// <summary>Null when the exchange refused or failed, which is never an internal fault.</summary>
    private static async Task<T?> AnswerAsync<T>(Func<Task<T>> read) where T : class
    {
        try
        {
            return await read();
        }
        catch (ExchangeException failure)
        {
            Assert.NotEqual(ErrorKinds.Internal, failure.Kind);
            return null;
        }
    }
}
