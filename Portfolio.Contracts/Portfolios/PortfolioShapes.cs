namespace Portfolio.Contracts.Portfolios;

/// <param name="TotalUsd">USD value of the priced holdings, as a number in text.</param>
public sealed record PortfolioSummary(Guid Id, string Name, string TotalUsd);

/// <summary>The body of <c>POST /portfolios</c> and <c>PATCH /portfolios/{id}</c>.</summary>
public sealed record PortfolioRequest
{
    /// <summary>1 to 100 characters.</summary>
    public string? Name { get; init; }
}

/// <summary>A portfolio's holding of one asset at one exchange. Amounts are numbers in text.</summary>
/// <param name="Source">The exchange.</param>
/// <param name="PriceUsd">Null when unpriced; so is <paramref name="ValueUsd"/>.</param>
/// <param name="UnrealizedProfit">
/// Of open positions, in units of the asset: in the value and not in the quantity; null when there is none.
/// </param>
/// <param name="UnrealizedProfitUsd">The same in USD; null when unpriced, too.</param>
/// <param name="PriceSource">The pair or pairs the price comes from; null when unpriced.</param>
/// <param name="PriceHost">
/// The exchange, or the region of it, that lists these pairs: <c>okx:eea</c>; null when unpriced, and where the price
/// is the exchange's own valuation of the account.
/// </param>
/// <param name="PriceChange24hUsd">
/// The change of the price within 24 hours, in USD for one unit; null where no price of then is known.
/// </param>
/// <param name="PriceChange24hPercent">The same as a percentage of the price of then: <c>-1.25</c>.</param>
/// <param name="PricedAt">When the price was read, at the latest: how old it is; null when unpriced.</param>
/// <param name="StaleSince">
/// Since when a wallet or a connection behind it was not read: it was missed, refused, paused, failing or is overdue;
/// null when all are current.
/// </param>
public sealed record Holding(
    string Symbol,
    string Name,
    string Source,
    string Quantity,
    string? PriceUsd,
    string? ValueUsd,
    string? UnrealizedProfit,
    string? UnrealizedProfitUsd,
    string? PriceSource,
    string? PriceHost,
    DateTimeOffset? PricedAt,
    string? PriceChange24hUsd,
    string? PriceChange24hPercent,
    DateTimeOffset? StaleSince,
    IReadOnlyList<HoldingWallet> Wallets);

public sealed record HoldingWallet(string Wallet, string Quantity);

/// <summary>One row of the ledger. Amounts are numbers in text, in units of the asset.</summary>
/// <param name="Quantity">The connection's balance of the asset after this row.</param>
/// <param name="Delta">The signed change from the row before it.</param>
/// <param name="Reason">
/// <c>gone · dust · disconnected</c> on a closing row; <c>awaiting_successor · renamed</c> where an asset continues
/// under another name; <c>restated</c> where the quantity is counted by another rule than before and no coins moved;
/// null otherwise.
/// </param>
/// <param name="RunId">Null for the closing rows of a disconnect.</param>
/// <param name="ContinuesId">The row of another name that this one continues; null where it continues none.</param>
public sealed record Transaction(
    Guid Id,
    string Type,
    string Symbol,
    string Quantity,
    string Delta,
    string? Reason,
    Guid ConnectionId,
    Guid? RunId,
    DateTimeOffset OccurredAt,
    Guid? ContinuesId);
