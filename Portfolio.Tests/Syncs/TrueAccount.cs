using CsCheck;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs.Earn;

namespace Portfolio.Tests.Syncs;

/// <summary>The possible moves of coins between two readings.</summary>
internal enum CoinMove
{
    Bought,
    Sold,
    ToFunding,
    FromFunding,
    Subscribed,
    RedeemedToSpot,
    RedeemedToFunding,
    Locked,
    Unlocked,

    /// <summary>The receipt leaves spot, the position stays.</summary>
    ReceiptAway,
    ReceiptBack,
}

/// <summary>A move, and the visibility of its result in the next reading.</summary>
internal sealed record EarnStep(CoinMove Move, string Symbol, decimal Quantity)
{
    private static readonly Gen<CoinMove> Moves = Gen.Enum<CoinMove>();

    private static readonly Gen<string> Symbols =
        Gen.Int[0, TrueAccount.Symbols.Count - 2].Select(index => TrueAccount.Symbols[index]);

    public static EarnStep AllRead { get; } = new(CoinMove.Bought, TrueAccount.Symbols[0], 0);

    /// <summary>Positions fail half of the time, other wallets and the total now and then.</summary>
    public static Gen<EarnStep[]> Steps { get; } =
        Gen.Select(Moves, Symbols, Gen.Int[1, 5], Gen.Int[0, 0xFFFF], (move, symbol, quantity, luck) =>
            new EarnStep(move, symbol, quantity)
            {
                Spot = luck % 5 is not 0,
                Funding = luck / 5 % 5 is not 0,
                Locked = luck / 25 % 3 is not 0,
                Total = luck / 75 % 2 is 0,
                Flexible = luck / 150 % 2 is 0,
            })
            .Array[1, 12];

    public bool Spot { get; init; } = true;

    public bool Funding { get; init; } = true;

    public bool Locked { get; init; } = true;

    public bool Flexible { get; init; } = true;

    public bool Total { get; init; } = true;
}

/// <summary>An account as its owner knows it, which no reading sees as a whole.</summary>
internal sealed class TrueAccount
{
    private static readonly string[] Wallets =
        [WalletNames.Spot, WalletNames.Funding, WalletNames.EarnFlexible, WalletNames.EarnLocked];

    private readonly Dictionary<(string Wallet, string Symbol), decimal> coins = [];
    private readonly Dictionary<string, decimal> away = [];

    public TrueAccount()
    {
        foreach (var symbol in Symbols)
            coins[(WalletNames.Spot, symbol)] = 10;
        coins[(WalletNames.EarnFlexible, "ETH")] = 4;
        coins[(WalletNames.EarnFlexible, "NOPRICE")] = 3;
        coins[(WalletNames.EarnLocked, "BTC")] = 2;
    }

    /// <summary>The last one is the currency that the others are sold for.</summary>
    public static IReadOnlyList<string> Symbols { get; } = ["BTC", "ETH", "NOPRICE", "USDT"];

    public IEnumerable<KeyValuePair<string, decimal>> Held => coins
        .GroupBy(coin => coin.Key.Symbol, coin => coin.Value)
        .Select(asset => KeyValuePair.Create(asset.Key, asset.Sum()))
        .Where(asset => asset.Value is not 0)
        .OrderBy(asset => asset.Key);

    /// <summary>The part of the receipt in the spot wallet.</summary>
    public decimal Receipt(string symbol) => In(WalletNames.EarnFlexible, symbol) - away.GetValueOrDefault(symbol);

    /// <summary>As much of it as there is.</summary>
    public void Move(EarnStep step)
    {
        var (symbol, receipt) = (step.Symbol, Receipt(step.Symbol));
        switch (step.Move)
        {
            case CoinMove.Bought: Add(WalletNames.Spot, symbol, step.Quantity); break;
            case CoinMove.Sold: Sell(symbol, Math.Min(step.Quantity, In(WalletNames.Spot, symbol))); break;
            case CoinMove.ToFunding: Transfer(WalletNames.Spot, WalletNames.Funding, step); break;
            case CoinMove.FromFunding: Transfer(WalletNames.Funding, WalletNames.Spot, step); break;
            case CoinMove.Subscribed: Transfer(WalletNames.Spot, WalletNames.EarnFlexible, step); break;
            case CoinMove.RedeemedToSpot: Transfer(WalletNames.EarnFlexible, WalletNames.Spot, step, receipt); break;
            case CoinMove.RedeemedToFunding:
                Transfer(WalletNames.EarnFlexible, WalletNames.Funding, step, receipt); break;
            case CoinMove.Locked: Transfer(WalletNames.Spot, WalletNames.EarnLocked, step); break;
            case CoinMove.Unlocked: Transfer(WalletNames.EarnLocked, WalletNames.Spot, step); break;
            case CoinMove.ReceiptAway: SetAway(symbol, Math.Min(step.Quantity, receipt)); break;
            default: SetAway(symbol, -Math.Min(step.Quantity, away.GetValueOrDefault(symbol))); break;
        }
    }

    /// <summary>Reads the parts that the step makes visible.</summary>
    public void Sync(Account account, EarnStep read)
    {
        bool[] seen = [read.Spot, read.Funding, read.Flexible, read.Locked];
        account.Earn = read.Total ? new EarnTotal(EarnUsd(account), 0) : null;
        account.Receipts = read.Spot
            ? [.. Symbols.Where(symbol => Receipt(symbol) is not 0)
                .Select(symbol => new AssetQuantity(symbol, Receipt(symbol)))]
            : null;
        account.Read([.. Wallets.Zip(seen, (wallet, ok) => ok ? Reading(wallet) : Account.Missed(wallet))]);
    }

    private decimal EarnUsd(Account account) => coins
        .Where(coin => coin.Key.Wallet is WalletNames.EarnFlexible or WalletNames.EarnLocked)
        .Sum(coin => coin.Value * account.Prices.GetValueOrDefault(coin.Key.Symbol));

    private WalletReading Reading(string wallet) => Account.Wallet(
        wallet,
        [.. coins.Where(coin => coin.Key.Wallet == wallet && coin.Value is not 0)
            .Select(coin => (coin.Key.Symbol, coin.Value))]);

    private void SetAway(string symbol, decimal more) => away[symbol] = away.GetValueOrDefault(symbol) + more;

    private void Sell(string symbol, decimal quantity)
    {
        Add(WalletNames.Spot, symbol, -quantity);
        Add(WalletNames.Spot, "USDT", quantity * 7);
    }

    private void Transfer(string from, string to, EarnStep step, decimal? atMost = null)
    {
        var quantity = Math.Min(step.Quantity, atMost ?? In(from, step.Symbol));
        Add(from, step.Symbol, -quantity);
        Add(to, step.Symbol, quantity);
    }

    private void Add(string wallet, string symbol, decimal quantity) =>
        coins[(wallet, symbol)] = In(wallet, symbol) + quantity;

    private decimal In(string wallet, string symbol) => coins.GetValueOrDefault((wallet, symbol));
}
