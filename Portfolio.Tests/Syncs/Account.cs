using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs;
using Portfolio.Worker.Syncs.Earn;

namespace Portfolio.Tests.Syncs;

/// <summary>An account as the rules see it: each reading's result is the stored state of the next one.</summary>
internal sealed class Account
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly DustLine Line = new(EntersAt: 1.00m, LeavesBelow: 0.80m);

    private List<StoredBalance> stored = [];
    private DateTimeOffset? readAt;

    public IReadOnlyList<StoredBalance> Stored => stored;

    public Dictionary<string, decimal> Prices { get; init; } =
        new() { ["BTC"] = 50_000m, ["ETH"] = 2_000m, ["USDT"] = 1m };

    /// <summary>Renames that the exchange is known for.</summary>
    public List<Rename> Renames { get; } = [];

    /// <summary>The state of an asset's pairs; an asset that is missing here has none.</summary>
    public Dictionary<string, AssetMarket> Markets { get; } = [];

    /// <summary>False: the list of pairs is an old copy.</summary>
    public bool ListIsCurrent { get; set; } = true;

    public AccountLedger Book { get; } = new();

    /// <summary>
    /// Receipts of flexible earn among the spot balances of the next readings; null: the exchange has none.
    /// </summary>
    public IReadOnlyList<AssetQuantity>? Receipts { get; set; }

    /// <summary>The exchange's value of earn at the next readings; null: none.</summary>
    public EarnTotal? Earn { get; set; }

    /// <summary>Newest quantity by asset, as the ledger adds up to it.</summary>
    public Dictionary<string, decimal> Ledger => Book.Quantities;

    /// <summary>Every row the ledger was given: asset and signed change.</summary>
    public List<(string Symbol, decimal Delta)> Booked => [.. Book.Rows.Select(row => (row.Symbol, row.Delta))];

    public Reconciled Read(params WalletReading[] wallets) => Read(Noon, wallets);

    public Reconciled Read(DateTimeOffset now, params WalletReading[] wallets) => Read(
        now,
        new PriceList(
            Prices.ToDictionary(price => price.Key, price => new Price(price.Value, $"{price.Key}USDT")), now)
        {
            Renames = Renames,
            Markets = new AssetMarkets(Markets, complete: ListIsCurrent && Markets.Count > 0),
        },
        wallets);

    public Reconciled Read(DateTimeOffset now, PriceList prices, params WalletReading[] wallets)
    {
        var result = Reconciliation.Of(
            stored,
            UnlistedReceipts.AddTo(new AccountReading("account", wallets) { Receipts = Receipts }, prices),
            prices,
            new Dictionary<string, string>(),
            Line,
            now,
            Earn,
            Book.Memory(now),
            readAt);
        readAt = now;
        Apply(result, now, wallets.All(wallet => wallet.Outcome is WalletOutcome.Ok));
        return result;
    }

    public static WalletReading Spot(params (string Symbol, decimal Quantity)[] balances) =>
        Wallet(WalletNames.Spot, balances);

    public static WalletReading Wallet(string name, params (string Symbol, decimal Quantity)[] balances) => new(
        name, WalletOutcome.Ok, [.. balances.Select(balance => new AssetQuantity(balance.Symbol, balance.Quantity))]);

    /// <summary>A wallet with open positions: coins, and their profit beside them.</summary>
    public static WalletReading Positions(
        string name, params (string Symbol, decimal Quantity, decimal Profit)[] balances) => new(
        name,
        WalletOutcome.Ok,
        AssetQuantity.Sum(balances.Select(balance =>
            new AssetQuantity(balance.Symbol, balance.Quantity) { UnrealizedProfit = balance.Profit })));

    public static WalletReading Missed(string name) => new(name, WalletOutcome.Unavailable, []);

    /// <summary>The receipts of the next readings.</summary>
    public Account With(params (string Symbol, decimal Quantity)[] receipts)
    {
        Receipts = [.. receipts.Select(receipt => new AssetQuantity(receipt.Symbol, receipt.Quantity))];
        return this;
    }

    private void Apply(Reconciled result, DateTimeOffset now, bool complete)
    {
        Book.Apply(result, now, complete);
        stored = [.. result.Balances];
    }
}
