using System.ComponentModel.DataAnnotations;
using Portfolio.Contracts.Answers;
using Portfolio.Contracts.Exchanges;

namespace Portfolio.Contracts.Portfolios;

/// <summary>A portfolio and what it is worth.</summary>
/// <param name="TotalUsd">
/// USD value of the priced holdings and of derivative wallets together, as a number in text.
/// </param>
/// <param name="Currency">As requested by <c>?currency=</c>; null where none was.</param>
/// <param name="Total">The total in that currency, at the rate of now; null without one.</param>
public sealed record PortfolioSummary(
    Guid Id, string Name, string TotalUsd, string? Currency = null, string? Total = null);

/// <summary>A portfolio's name. Unknown fields are refused.</summary>
public sealed record PortfolioRequest
{
    /// <summary>On one line; white space around it is removed.</summary>
    [Required, Length(1, 100)]
    public string? Name { get; init; }
}

/// <summary>A portfolio's holding of one asset at one exchange. Amounts are numbers in text.</summary>
/// <param name="Source">The exchange.</param>
/// <param name="PriceUsd">Null when unpriced; so is <c>valueUsd</c>.</param>
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
/// <param name="Currency">As requested by <c>?currency=</c>; null where none was.</param>
/// <param name="Price">The price in that currency, at the rate of now; null without one, and when unpriced.</param>
/// <param name="Value">The value in that currency; null without one, and when unpriced.</param>
public sealed record Holding(
    string Symbol,
    string Name,
    [property: ValuesOf(typeof(ExchangeNames))] string Source,
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
    IReadOnlyList<HoldingWallet> Wallets,
    string? Currency = null,
    string? Price = null,
    string? Value = null);

/// <summary>The part of a holding that is in one wallet.</summary>
public sealed record HoldingWallet(string Wallet, string Quantity);

/// <summary>
/// A wallet of derivatives: it counts in the portfolio's total by its value as a whole, and nothing of it is among the
/// holdings or transactions. Amounts are numbers in text.
/// </summary>
/// <param name="Source">The exchange.</param>
/// <param name="Name">As the exchange calls it.</param>
/// <param name="ValueUsd">Its equity: margin and unrealised profit; below zero where losses are larger.</param>
/// <param name="UnrealizedProfitUsd">The part of it that is profit of open positions; below zero: a loss.</param>
/// <param name="Unpriced">How many assets in it have no price and do not count.</param>
/// <param name="PricedAt">When the oldest of the prices was read; null when nothing is priced.</param>
/// <param name="StaleSince">As of a holding.</param>
/// <param name="Currency">As requested by <c>?currency=</c>; null where none was.</param>
/// <param name="Value">The value in that currency, at the rate of now; null without one.</param>
public sealed record DerivativeWallet(
    Guid ConnectionId,
    [property: ValuesOf(typeof(ExchangeNames))] string Source,
    string Wallet,
    string Name,
    string ValueUsd,
    string UnrealizedProfitUsd,
    int Unpriced,
    DateTimeOffset? PricedAt,
    DateTimeOffset? StaleSince,
    string? Currency = null,
    string? Value = null);

/// <summary>One change of one asset at one connection. Amounts are numbers in text, in units of the asset.</summary>
/// <param name="Quantity">The connection's balance of the asset after the change.</param>
/// <param name="Delta">The signed change.</param>
/// <param name="Reason">
/// <c>gone</c>, <c>dust</c> and <c>disconnected</c> where the balance closes; <c>awaiting_successor</c> and
/// <c>renamed</c> where an asset continues under another name; <c>restated</c> where the quantity is counted by another
/// rule than before and no coins moved; <c>first_read</c> where a wallet was read for the first time, whose coins were
/// there before; null otherwise.
/// </param>
/// <param name="RunId">The sync that booked it; null where a disconnect did.</param>
/// <param name="ContinuesId">
/// The transaction of another name that this one continues; null where it continues none.
/// </param>
/// <param name="ValueUsd">
/// Of the delta, with its sign, at the price at which it was booked; null where the asset had no price then. It does
/// not change later. One of an earlier release, which did not keep that price, has the last price known from before it.
/// </param>
/// <param name="Currency">As requested by <c>?currency=</c>; null where none was.</param>
/// <param name="Value">
/// The value in that currency, at the rate of its time; null without one, without a price, and where no rate of then is
/// kept.
/// </param>
public sealed record Transaction(
    Guid Id,
    [property: AllowedValues("SYNC")] string Type,
    string Symbol,
    string Quantity,
    string Delta,
    [property: AllowedValues(
        "gone", "dust", "disconnected", "awaiting_successor", "renamed", "restated", "first_read")]
    string? Reason,
    Guid ConnectionId,
    Guid? RunId,
    DateTimeOffset OccurredAt,
    Guid? ContinuesId,
    string? ValueUsd,
    string? Currency = null,
    string? Value = null);
