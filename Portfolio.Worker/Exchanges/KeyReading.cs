namespace Portfolio.Worker.Exchanges;

/// <summary>What a key may do, as its exchange states it.</summary>
/// <param name="CanRead">False: the key may not read balances (<c>permission_denied</c>).</param>
/// <param name="Granted">
/// Every right the key has, "read" first: <c>read</c>, <c>trade</c>, <c>margin</c>, <c>futures</c>, <c>options</c>,
/// <c>transfer</c>, <c>withdraw</c>; a right we do not know stands under the exchange's own name for it.
/// </param>
/// <param name="Excess">
/// Those of <paramref name="Granted"/> that make it more than a read-only key; empty is what we want.
/// </param>
internal sealed record KeyReading(bool CanRead, IReadOnlyList<string> Granted, IReadOnlyList<string> Excess)
{
    /// <summary>
    /// The account the key belongs to, where the exchange tells it together with the rights; else null.
    /// </summary>
    public string? AccountId { get; init; }

    /// <summary>
    /// From where the key may be used, as the exchange lists it; empty when from anywhere, null where it does not tell.
    /// </summary>
    public IReadOnlyList<string>? AllowedAddresses { get; init; }

    /// <summary>
    /// The region of the exchange that knows the key, to be kept with the connection; null where there are no regions.
    /// </summary>
    public string? Region { get; init; }
}
