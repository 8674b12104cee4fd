namespace Portfolio.Worker.Exchanges;

/// <summary>A key's rights, as its exchange reports them.</summary>
/// <param name="CanRead">False: the key may not read balances (<c>permission_denied</c>).</param>
/// <param name="Granted">
/// Every right the key has, "read" first: <c>read</c>, <c>trade</c>, <c>margin</c>, <c>futures</c>, <c>options</c>,
/// <c>transfer</c>, <c>withdraw</c>; an unknown right has the exchange's own name.
/// </param>
/// <param name="Excess">
/// Those of <paramref name="Granted"/> that make it more than a read-only key; empty for a read-only key.
/// </param>
internal sealed record KeyReading(bool CanRead, IReadOnlyList<string> Granted, IReadOnlyList<string> Excess)
{
    /// <summary>
    /// The account the key belongs to, where the exchange reports it together with the rights; else null.
    /// </summary>
    public string? AccountId { get; init; }

    /// <summary>
    /// The addresses that may use the key, as the exchange lists them; empty: any address; null where it does not
    /// report them.
    /// </summary>
    public IReadOnlyList<string>? AllowedAddresses { get; init; }

    /// <summary>When the key stops working; null: never, or the exchange does not report it.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>
    /// The region of the exchange that knows the key, to be kept with the connection; null where there are no regions.
    /// </summary>
    public string? Region { get; init; }
}
