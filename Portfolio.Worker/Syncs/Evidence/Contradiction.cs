using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portfolio.Worker.Syncs.Evidence;

/// <summary>
/// The disagreement of a reading and a total, stored with the connection until both agree again or a person confirms
/// the reading. Amounts and quantities as numbers in text.
/// </summary>
/// <param name="Id">Stays the same while the same contradiction is found again; a person confirms this one.</param>
internal sealed record Contradiction(
    Guid Id, IReadOnlyList<ContradictedWallet> Wallets, IReadOnlyList<ContradictedChange> Changes)
{
    public static Contradiction Of(Guid id, Verdict verdict) => new(
        id,
        [
            .. verdict.Comparisons
                .Where(comparison => comparison.Name is not null && comparison.Wallets.Any(
                    verdict.Contradicted.Contains))
                .OrderByDescending(verdict.Against.Contains)
                .DistinctBy(comparison => comparison.Wallets[0])
                .Select(ContradictedWallet.Of),
        ],
        [
            .. verdict.Comparisons.SelectMany(comparison => comparison.Changes)
                .Where(change => verdict.Contradicted.Contains(change.Wallet))
                .DistinctBy(change => (change.Wallet, change.Symbol))
                .Select(ContradictedChange.Of),
        ]);

    /// <param name="json">As <see cref="Json"/> gives it; null: none.</param>
    public static Contradiction? Read(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<Contradiction>(json, JsonSerializerOptions.Web);

    public string Json() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>Merged with a contradiction of other wallets.</summary>
    public Contradiction With(Contradiction other) => this with
    {
        Wallets = [.. Wallets.Concat(other.Wallets).DistinctBy(wallet => wallet.Wallet)],
        Changes = [.. Changes.Concat(other.Changes).DistinctBy(change => (change.Wallet, change.Symbol))],
    };

    /// <summary>
    /// The same wallets contradict as before, or less so. Other rises, and negligible falls, are ordinary changes of an
    /// account.
    /// </summary>
    public bool Repeats(Contradiction earlier)
    {
        var before = earlier.Changes.ToDictionary(change => (change.Wallet, change.Symbol));
        var wallets = earlier.Wallets.Select(wallet => wallet.Wallet).ToHashSet();
        return Wallets.All(wallet => wallets.Contains(wallet.Wallet))
            && Changes.All(change => before.TryGetValue((change.Wallet, change.Symbol), out var was)
                ? change.IsLike(was)
                : change.IsSmallOrRise);
    }
}

/// <param name="Wallet">
/// One of <see cref="Exchanges.WalletNames"/>; flexible stands for all of earn where the exchange has one total for it.
/// </param>
/// <param name="ExchangeName">As the exchange calls it.</param>
internal sealed record ContradictedWallet(string Wallet, string ExchangeName, string ReportedUsd, string ReadUsd)
{
    public static ContradictedWallet Of(Comparison comparison) => new(
        comparison.Wallets[0],
        comparison.Name ?? "",
        comparison.ReportedUsd.ToString("0.##", CultureInfo.InvariantCulture),
        comparison.ReadUsd.ToString("0.##", CultureInfo.InvariantCulture));
}

internal sealed record ContradictedChange(string Wallet, string Symbol, string Stored, string Read)
{
    /// <summary>Of a quantity: interest that accrues meanwhile does not make it another contradiction.</summary>
    private const decimal SameWithin = 0.01m;

    /// <summary>USD: about the line of dust.</summary>
    private const decimal SmallUsd = 1m;

    [JsonIgnore]
    public decimal StoredQuantity => decimal.Parse(Stored, CultureInfo.InvariantCulture);

    [JsonIgnore]
    public decimal ReadQuantity => decimal.Parse(Read, CultureInfo.InvariantCulture);

    /// <summary>Null without a price, and for one that was kept from an earlier run.</summary>
    [JsonIgnore]
    public decimal? PriceUsd { get; init; }

    /// <summary>Below zero for a fall.</summary>
    [JsonIgnore]
    public int Sign => Math.Sign(ReadQuantity - StoredQuantity);

    [JsonIgnore]
    public bool IsSmallOrRise => Sign >= 0 || IsSmall(ReadQuantity - StoredQuantity, StoredQuantity);

    public static ContradictedChange Of(QuantityChange change) => new(
        change.Wallet,
        change.Symbol,
        Text(change.Stored),
        Text(change.Read))
    {
        PriceUsd = change.PriceUsd,
    };

    public bool IsLike(ContradictedChange was) => IsSmall(
        ReadQuantity - was.ReadQuantity, Math.Max(Math.Abs(was.ReadQuantity), Math.Abs(was.StoredQuantity)));

    /// <summary>Without the trailing zeros of a stored quantity.</summary>
    private static string Text(decimal quantity) =>
        quantity.ToString("0.############################", CultureInfo.InvariantCulture);

    private bool IsSmall(decimal difference, decimal quantity) =>
        Math.Abs(difference) <= SameWithin * Math.Abs(quantity)
        || (PriceUsd is { } price && Math.Abs(difference) <= SmallUsd / Math.Max(price, 0.000_000_01m));
}
