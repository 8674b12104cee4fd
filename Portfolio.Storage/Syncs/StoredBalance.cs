namespace Portfolio.Storage.Syncs;

/// <summary>
/// The stored balance of one asset in one wallet. Storing one over another changes nothing where their
/// <see cref="Row"/>s are equal.
/// </summary>
public sealed record StoredBalance
{
    /// <summary>As in <c>valued_balances</c>.</summary>
    private const decimal MostUsd = 1e22m;

    public required string Wallet { get; init; }

    public required string Symbol { get; init; }

    public required string Name { get; init; }

    /// <summary>The coins, in units of the asset; may be 0 beside unrealised profit.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Of open positions, in units of the asset; below zero: a loss. It is not in the quantity.</summary>
    public decimal UnrealizedProfit { get; init; }

    /// <summary>Coins and unrealised profit: multiplied by the price, the value.</summary>
    public decimal Equity => Quantity + UnrealizedProfit;

    /// <summary>USD for one unit; null when unpriced. Stored with the balance only if it is its own.</summary>
    public decimal? PriceUsd { get; init; }

    public decimal? ValueUsd { get; init; }

    public string? PriceSource { get; init; }

    /// <summary>
    /// When the price was true; null: it is as old as the reading, or there is none.
    /// </summary>
    public DateTimeOffset? PricedAt { get; init; }

    /// <summary>
    /// True: no market prices the asset, and its price holds in this account alone. False: the price is the asset's.
    /// </summary>
    public bool PriceIsOwn { get; init; }

    /// <summary>Without its value, and without a price that is the asset's.</summary>
    public StoredBalance Row => PriceIsOwn
        ? this with { ValueUsd = null }
        : this with { ValueUsd = null, PriceUsd = null, PriceSource = null, PricedAt = null };

    /// <summary>More than any account is worth is no value.</summary>
    public StoredBalance Valued()
    {
        try
        {
            return this with { ValueUsd = Equity * PriceUsd is { } value && Math.Abs(value) <= MostUsd ? value : null };
        }
        catch (OverflowException)
        {
            return this with { ValueUsd = null };
        }
    }

    /// <summary>Not in the portfolio because it is dust.</summary>
    public bool Dust { get; init; }

    /// <summary>Since when the wallet could not be read; null when this is its newest reading.</summary>
    public DateTimeOffset? StaleSince { get; init; }

    /// <summary>
    /// Derived from a receipt in another wallet, not read from the wallet itself: a newer receipt replaces it.
    /// </summary>
    public bool FromReceipt { get; init; }

    /// <summary>
    /// The receipt's quantity when it was last seen, in units of the asset: the next receipt is compared with it. It is
    /// first kept by a run that reads both; null before, and such a row proves nothing.
    /// </summary>
    public decimal? ReceiptQuantity { get; init; }
}
