using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs;

namespace Portfolio.Tests.Syncs;

/// <summary>An account as the rules see it: it is read, and what comes of it is what the next reading finds stored.</summary>
internal sealed class Account
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly DustLine Line = new(EntersAt: 1.00m, LeavesBelow: 0.80m);

    private List<StoredBalance> stored = [];

    public IReadOnlyList<StoredBalance> Stored => stored;

    public Dictionary<string, decimal> Prices { get; init; } = new() { ["BTC"] = 50_000m, ["ETH"] = 2_000m, ["USDT"] = 1m };

    public Dictionary<string, string> Renames { get; } = [];

    /// <summary>Newest quantity by asset, as the ledger adds up to it.</summary>
    public Dictionary<string, decimal> Ledger { get; } = [];

    /// <summary>Every row the ledger was given: asset and signed change.</summary>
    public List<(string Symbol, decimal Delta)> Booked { get; } = [];

    public Reconciled Read(params WalletReading[] wallets) => Read(Noon, wallets);

    public Reconciled Read(DateTimeOffset now, params WalletReading[] wallets)
    {
        var prices = Prices.ToDictionary(price => price.Key, price => new Price(price.Value, $"{price.Key}USDT"));
        var result = Reconciliation.Of(
            stored, new AccountReading("account", wallets), new PriceList(prices, now, Renames), new Dictionary<string, string>(), Line, now);
        Apply(result);
        return result;
    }

    public static WalletReading Spot(params (string Symbol, decimal Quantity)[] balances) => Wallet(WalletNames.Spot, balances);

    public static WalletReading Wallet(string name, params (string Symbol, decimal Quantity)[] balances) => new(
        name, WalletOutcome.Ok, [.. balances.Select(balance => new AssetQuantity(balance.Symbol, balance.Quantity))]);

    /// <summary>A wallet with open positions: coins, and their profit beside them.</summary>
    public static WalletReading Positions(
        string name, params (string Symbol, decimal Quantity, decimal Profit)[] balances) => new(
        name,
        WalletOutcome.Ok,
        AssetQuantity.Sum(balances.Select(balance =>
            new AssetQuantity(balance.Symbol, balance.Quantity) { UnrealizedProfit = balance.Profit })));

    public static WalletReading Missed(string name, params (string Symbol, decimal Quantity)[] fallback) => new(
        name,
        WalletOutcome.Unavailable,
        [],
        Fallback: [.. fallback.Select(balance => new AssetQuantity(balance.Symbol, balance.Quantity))]);

    private void Apply(Reconciled result)
    {
        foreach (var (old, renamed) in result.Renamed.Where(rename => !Ledger.ContainsKey(rename.New)))
        {
            if (Ledger.Remove(old, out var series))
                Ledger[renamed] = series;
        }

        foreach (var change in result.Changes.Where(change => change.Quantity != Ledger.GetValueOrDefault(change.Symbol)))
        {
            Booked.Add((change.Symbol, change.Quantity - Ledger.GetValueOrDefault(change.Symbol)));
            Ledger[change.Symbol] = change.Quantity;
        }

        var changed = result.ChangedBalances.ToDictionary(Key);
        var removed = result.RemovedBalances.ToHashSet();
        stored = [.. stored.Where(balance => !changed.ContainsKey(Key(balance)) && !removed.Contains(Key(balance))), .. changed.Values];
    }

    private static (string Wallet, string Symbol) Key(StoredBalance balance) => (balance.Wallet, balance.Symbol);
}
