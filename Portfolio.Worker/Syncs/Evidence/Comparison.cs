namespace Portfolio.Worker.Syncs.Evidence;

/// <summary>A total that the exchange reports, beside the reading of the wallets it counts. Amounts in USD.</summary>
/// <param name="Keys">
/// The keys under which its gap is stored as the baseline of later runs; several: they are summed.
/// </param>
/// <param name="Name">The wallet as the exchange calls it; null for the account as a whole.</param>
/// <param name="Wallets">The wallets that the total counts, all of them read.</param>
/// <param name="Changes">Of its wallets; only assets whose quantity changed.</param>
internal sealed record Comparison(
    IReadOnlyList<string> Keys,
    string? Name,
    IReadOnlyList<string> Wallets,
    decimal ReportedUsd,
    decimal ReadUsd,
    IReadOnlyList<QuantityChange> Changes)
{
    /// <summary>
    /// Of the larger amount: the tolerated difference of two valuations of the same coins, made seconds apart and from
    /// other prices.
    /// </summary>
    private const decimal PriceNoise = 0.005m;

    /// <summary>USD below which a difference proves nothing: about the line of dust.</summary>
    private const decimal LeastUsd = 1m;

    /// <summary>The wallets list no asset at all.</summary>
    public bool ReadsEmpty { get; init; }

    /// <summary>As in <see cref="Exchanges.WalletTotal.HoldsMore"/>.</summary>
    public bool HoldsMore { get; init; }

    /// <summary>
    /// The value of receipts of flexible earn among the balances, which the total may count or not: neither is
    /// documented. 0 without receipts.
    /// </summary>
    public decimal ReceiptsUsd { get; init; }

    public decimal GapUsd => ReportedUsd - ReadUsd;

    /// <summary>A difference up to this proves nothing.</summary>
    public decimal NoiseUsd => NoiseOf(ReportedUsd, ReadUsd);

    /// <summary>The difference of two valuations of the same coins, in USD, up to which it proves nothing.</summary>
    public static decimal NoiseOf(decimal oneUsd, decimal otherUsd) =>
        Math.Max(LeastUsd, PriceNoise * Math.Max(Math.Abs(oneUsd), Math.Abs(otherUsd)));

    /// <summary>The reading accounts for the whole total, whatever earlier runs found.</summary>
    public bool Agrees => Math.Abs(GapUsd) <= NoiseUsd || Math.Abs(GapUsd - ReceiptsUsd) <= NoiseUsd;

    /// <summary>The values of the quantities that fell, each above zero.</summary>
    public IReadOnlyList<decimal> Falls => [.. Values.Where(value => value < 0).Select(value => -value)];

    /// <summary>The values of the quantities that rose.</summary>
    public IReadOnlyList<decimal> Rises => [.. Values.Where(value => value > 0)];

    private IEnumerable<decimal> Values => Changes.Select(change => change.ValueUsd ?? 0);
}
