using System.ComponentModel.DataAnnotations;

namespace Portfolio.Contracts.Portfolios;

/// <summary>
/// The value of a portfolio over a span of time, and why it has changed. Amounts are numbers in text, in USD.
/// </summary>
/// <param name="Change">Since the first point; null before the first sync.</param>
/// <param name="Points">Oldest first; the last one is now.</param>
/// <param name="Moves">
/// Accounts that were moved into or out of the portfolio within the span. Their history goes along, so that no move is
/// a gain or a loss.
/// </param>
/// <param name="Currency">As requested by <c>?currency=</c>; null where none was.</param>
/// <param name="Converted">The same in that currency; null without one.</param>
public sealed record PortfolioHistory(
    [property: AllowedValues("day", "week", "month", "year")] string Span,
    HistoryChange? Change,
    IReadOnlyList<HistoryPoint> Points,
    IReadOnlyList<HistoryMove> Moves,
    string? Currency = null,
    ConvertedHistory? Converted = null);

/// <summary>
/// A change of value and its parts, each with its sign. They add up: <c>changeUsd</c> is the sum of <c>marketUsd</c>,
/// <c>movedInUsd</c>, <c>movedOutUsd</c>, <c>accountsAddedUsd</c>, <c>accountsRemovedUsd</c>, <c>positionsUsd</c> and
/// <c>otherUsd</c>.
/// </summary>
/// <param name="Since">
/// When it begins: the beginning of the span, or the first reading or the first kept price where that is later.
/// </param>
/// <param name="EndUsd">The value now.</param>
/// <param name="MarketUsd">By prices, of the coins that were held meanwhile.</param>
/// <param name="MarketPercent">
/// The same as a percentage of the value at the beginning and of what came since, each weighted by the time that it was
/// there (Modified Dietz); null where that is nothing.
/// </param>
/// <param name="MovedInUsd">
/// Coins that came, at the prices of then. Changes that one run found in one connection count together, so a purchase
/// with coins of the same account moves nothing.
/// </param>
/// <param name="MovedOutUsd">Coins that left; 0 or below.</param>
/// <param name="AccountsAddedUsd">Coins that were there when a connection, or a wallet of it, was first read.</param>
/// <param name="AccountsRemovedUsd">Coins of connections that were disconnected; 0 or below.</param>
/// <param name="PositionsUsd">
/// Of derivatives and unrealised profit: profits, losses, and coins that were transferred to or from these wallets,
/// which the exchange does not tell apart.
/// </param>
/// <param name="OtherUsd">Dust, renames, restated quantities, and assets that got a price or lost it.</param>
public sealed record HistoryChange(
    DateTimeOffset Since,
    string StartUsd,
    string EndUsd,
    string ChangeUsd,
    string MarketUsd,
    string? MarketPercent,
    string MovedInUsd,
    string MovedOutUsd,
    string AccountsAddedUsd,
    string AccountsRemovedUsd,
    string PositionsUsd,
    string OtherUsd);

/// <summary>An account that was moved, with all its transactions.</summary>
/// <param name="Label">The connection's name.</param>
/// <param name="CameIn">False: it left the portfolio.</param>
/// <param name="OtherPortfolioId">The other portfolio; null when it was deleted since.</param>
public sealed record HistoryMove(
    DateTimeOffset At, Guid ConnectionId, string Label, bool CameIn, Guid? OtherPortfolioId);

/// <summary>The value at a moment.</summary>
/// <param name="ContributedUsd">
/// The value at the beginning of the change, and what was moved, added and removed until then; null before that.
/// </param>
public sealed record HistoryPoint(DateTimeOffset At, string ValueUsd, string? ContributedUsd);

/// <summary>
/// A history in another currency: each value and each part at the rate of its time. It begins where rates are kept
/// since, which may be later than in USD.
/// </summary>
/// <param name="Change">Since the first point; null before the first sync.</param>
/// <param name="Points">Oldest first; the last one is now.</param>
public sealed record ConvertedHistory(ConvertedChange? Change, IReadOnlyList<ConvertedPoint> Points);

/// <summary>
/// As <see cref="HistoryChange"/>, part by part. <c>change</c> is the sum of the parts, and differs from the two values
/// in the tenth place at most. Prices include the change of the rate.
/// </summary>
public sealed record ConvertedChange(
    DateTimeOffset Since,
    string Start,
    string End,
    string Change,
    string Market,
    string? MarketPercent,
    string MovedIn,
    string MovedOut,
    string AccountsAdded,
    string AccountsRemoved,
    string Positions,
    string Other);

/// <summary>The value at a moment.</summary>
/// <param name="Contributed">As of <see cref="HistoryPoint"/>.</param>
public sealed record ConvertedPoint(DateTimeOffset At, string Value, string? Contributed);
