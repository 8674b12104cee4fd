using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Portfolios;

/// <summary>
/// Why the value of a portfolio has changed since a moment. The parts add up to the change. All amounts are in one
/// currency, with their sign.
/// </summary>
public sealed record ValueSplit
{
    public required DateTimeOffset Since { get; init; }

    /// <summary>The value then.</summary>
    public required decimal Start { get; init; }

    /// <summary>The value now, at the current prices.</summary>
    public required decimal End { get; init; }

    /// <summary>What was held changed its price.</summary>
    public required decimal Market { get; init; }

    /// <summary>Coins came into an account, by a deposit, a reward or a purchase with money that is not read.</summary>
    public required decimal MovedIn { get; init; }

    /// <summary>Coins left an account; not above zero.</summary>
    public required decimal MovedOut { get; init; }

    /// <summary>Coins that were there when their account, or a wallet of it, was first read.</summary>
    public required decimal Added { get; init; }

    /// <summary>Coins of accounts that were disconnected, at the prices of then; not above zero.</summary>
    public required decimal Removed { get; init; }

    /// <summary>
    /// Wallets of derivatives and unrealised profit. Exchanges do not tell the profit of a wallet from coins that were
    /// transferred to it.
    /// </summary>
    public required decimal Positions { get; init; }

    /// <summary>Dust, renamed assets, restated quantities, and assets that got a price or lost it.</summary>
    public required decimal Other { get; init; }

    /// <summary>Coins that came or left, and accounts, oldest first.</summary>
    public required IReadOnlyList<(DateTimeOffset At, decimal Value)> Contributions { get; init; }

    /// <summary>The sum of the parts. In a currency it may differ from the two values in the tenth place.</summary>
    public decimal Change => Market + Parts.Sum();

    /// <summary>
    /// The market's part, as a share of the value then and of the contributions since, each for the time that it was
    /// there (Modified Dietz); null where that is nothing.
    /// </summary>
    public decimal? MarketShare { get; private init; }

    /// <summary>All but the market's.</summary>
    public decimal[] Parts => [MovedIn, MovedOut, Added, Removed, Positions, Other];

    /// <summary>The value at the beginning and all contributions until then.</summary>
    public decimal ContributedAt(DateTimeOffset moment) =>
        Start + Contributions.TakeWhile(contribution => contribution.At <= moment).Sum(part => part.Value);

    /// <summary>Null where no price of then is known, so that there is nothing to compare with.</summary>
    public static ValueSplit? Of(IReadOnlyList<ValueSplitRow> rows, DateTimeOffset now)
    {
        var sums = rows.ToLookup(row => row.Kind, row => Amounts.Read(row.Value));
        if (rows.FirstOrDefault(row => row.Kind is "start")?.At is not { } since || since >= now)
            return null;

        var contributions = rows.Where(row => row.Kind is "in" or "out" or "added" or "removed")
            .Select(row => (row.At ?? since, Amounts.Read(row.Value)))
            .ToList();
        return new ValueSplit
        {
            Since = since,
            Start = sums["start"].Sum(),
            End = sums["end"].Sum(),
            Market = sums["market"].Sum(),
            MovedIn = sums["in"].Sum(),
            MovedOut = sums["out"].Sum(),
            Added = sums["added"].Sum(),
            Removed = sums["removed"].Sum(),
            Positions = sums["positions"].Sum(),
            Other = sums["other"].Sum(),
            Contributions = contributions,
        }.WithShare(now);
    }

    private ValueSplit WithShare(DateTimeOffset now)
    {
        var whole = (decimal)(now - Since).Ticks;
        var invested = Start + Contributions.Sum(part => part.Value * Math.Max((now - part.At).Ticks, 0) / whole);
        return this with { MarketShare = invested > 0 ? Market / invested : null };
    }
}
