using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

/// <summary>One asset of an account, over all wallets, before and after a reading.</summary>
/// <param name="HeldBefore">The quantity in the portfolio before: 0 when it was not there or was dust.</param>
/// <param name="Held">The quantity in the portfolio now.</param>
/// <param name="ValueUsd">Of the sum, unrealised profit included; null when unpriced.</param>
internal sealed record AssetState(
    string Symbol, decimal HeldBefore, decimal Held, bool Dust, decimal? ValueUsd,
    IReadOnlyList<StoredBalance> Balances)
{
    /// <summary>Also true of unrealised profit without coins, which has a value and is no movement.</summary>
    public bool InPortfolio => Held is not 0 || (!Dust && Beside is not 0);

    /// <summary>False in a wallet of derivatives, which counts by its value: the ledger never sees its coins.</summary>
    public bool IsBooked { get; private init; } = true;

    /// <summary>What counts in the value and is not in the ledger, over all wallets, in units of the asset.</summary>
    public decimal Beside => Balances.Sum(BesideOf);

    /// <summary>Unrealised profit; in a wallet of derivatives the margin too.</summary>
    public static decimal BesideOf(StoredBalance balance) =>
        ValuedWallets.Has(balance.Wallet) ? balance.Equity : balance.UnrealizedProfit;

    /// <summary>The assets of wallets of derivatives, each wallet for itself.</summary>
    public static IEnumerable<AssetState> OfValued(
        IReadOnlyList<StoredBalance> before, IEnumerable<StoredBalance> after, Func<string, Price?> priceOf,
        DustLine line)
    {
        var stored = before.ToLookup(balance => (balance.Wallet, balance.Symbol));
        return
            from balance in after
            where balance is not { Quantity: 0, UnrealizedProfit: 0 }
            let earlier = stored[(balance.Wallet, balance.Symbol)]
            let state = Of(balance.Symbol, earlier, [balance], priceOf(balance.Symbol), line)
            select state with { IsBooked = false, HeldBefore = 0, Held = 0 };
    }

    /// <param name="continuesHeld">
    /// True: it continues an asset that was held under another name; false: one that was dust; null: none.
    /// </param>
    public static AssetState Of(
        string symbol, IEnumerable<StoredBalance> before, IEnumerable<StoredBalance> after, Price? price, DustLine line,
        bool? continuesHeld = null)
    {
        var balances = after.ToList();
        var sum = balances.Sum(balance => balance.Quantity);
        var value = Valuation.Of(balances.Sum(balance => balance.Equity), price);
        var stored = before.ToList();
        var size = Larger(Valuation.Of(sum, price), value);
        var dust = balances.Count > 0 && IsDust(size, price, stored, balances, line, continuesHeld);
        return new AssetState(
            symbol,
            HeldBefore: stored.Where(balance => !balance.Dust).Sum(balance => balance.Quantity),
            Held: dust ? 0 : sum,
            dust,
            value,
            [.. balances.Select(balance => balance with { Dust = dust })]);
    }

    /// <summary>The asset's movement, as the rules about renames see it.</summary>
    /// <param name="wasPriced">It had a price when it was last stored.</param>
    public Movement Movement(bool wasPriced) => new(Symbol, HeldBefore, Held) { IsDust = Dust, WasPriced = wasPriced };

    /// <summary>Null when the portfolio's quantity is unchanged.</summary>
    public HoldingChange? Change => Held == HeldBefore ? null : Now;

    /// <summary>The holding as the ledger should have it.</summary>
    public HoldingChange Now => new(Symbol, Held, Held is not 0 ? null : Dust ? "dust" : "gone");

    /// <summary>
    /// USD, without a sign. A loss as large as the value of the coins does not make them dust: the ledger would show a
    /// movement of coins where only the market moved.
    /// </summary>
    private static decimal? Larger(decimal? coins, decimal? value) =>
        coins is { } one && value is { } other ? Math.Max(Math.Abs(one), Math.Abs(other)) : null;

    /// <summary>
    /// An unpriced asset stays on its side of the line, and a new one is kept: unpriced is not dust. An asset in a
    /// wallet that was not read does not leave the portfolio, whatever its price does meanwhile, and no asset leaves it
    /// by an old price.
    /// </summary>
    private static bool IsDust(
        decimal? size,
        Price? price,
        List<StoredBalance> stored,
        List<StoredBalance> balances,
        DustLine line,
        bool? continuesHeld)
    {
        var wasHeld = stored.Exists(balance => !balance.Dust) || continuesHeld is true;
        if (wasHeld && (price is { At: not null } || balances.Exists(balance => balance.StaleSince is not null)))
            return false;

        return size is { } usd
            ? usd < (wasHeld ? line.LeavesBelow : line.EntersAt)
            : (stored.Count > 0 || continuesHeld is false) && !wasHeld;
    }
}
