using Portfolio.Api.Connections;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Portfolios;

/// <summary>How far a portfolio's total can be believed.</summary>
/// <param name="PricedAt">When the oldest price in it was true; null when nothing is priced.</param>
/// <param name="Share">
/// The counted part of the value that the exchanges report; null where none reports one. Without the contradicted
/// accounts, of which an earlier reading counts.
/// </param>
/// <param name="Outside">Value that the exchanges report and that is not counted, the largest first.</param>
/// <param name="Contradicted">Connections whose newest reading is not booked.</param>
/// <param name="Unmeasured">
/// Synced connections of exchanges that report no total, so that their share is not known.
/// </param>
/// <param name="Behind">Connections whose holdings are as old as their last sync.</param>
/// <param name="Unpriced">The number of assets without a price.</param>
public sealed record TotalBasis(
    DateTimeOffset? PricedAt,
    decimal? Share,
    IReadOnlyList<OutsideValue> Outside,
    IReadOnlyList<ConnectionRow> Contradicted,
    IReadOnlyList<ConnectionRow> Unmeasured,
    IReadOnlyList<ConnectionRow> Behind,
    int Unpriced)
{
    /// <summary>Less is not worth a word.</summary>
    private const decimal SmallUsd = 1;

    private IEnumerable<ConnectionRow> Named =>
        [.. Contradicted, .. Outside.Select(outside => outside.Connection), .. Unmeasured, .. Behind];

    public static TotalBasis Of(
        IReadOnlyList<AssetRow> assets,
        IReadOnlyList<ConnectionRow> connections,
        IReadOnlyList<ConnectionCoverageRow> coverage,
        DateTimeOffset now)
    {
        var known = coverage.ToDictionary(row => row.ConnectionId, row => ConnectionMapping.CoverageOf(row.Coverage));
        var contradicted = connections.Where(connection => connection.Contradiction is not null).ToList();
        return new TotalBasis(
            assets.Min(asset => asset.PricedAt),
            ShareOf([.. connections.Except(contradicted).Select(CoverageOf).OfType<Coverage>()]),
            [
                .. connections.SelectMany(connection => OutsideOf(connection, CoverageOf(connection)))
                    .OrderByDescending(outside => outside.Usd),
            ],
            contradicted,
            [.. connections.Where(IsUnmeasured)],
            [.. connections.Where(connection => connection.LastSyncedAt is not null && IsBehind(connection, now))],
            assets.Count(asset => asset.ValueUsd is null));

        Coverage? CoverageOf(ConnectionRow connection) => known.GetValueOrDefault(connection.Id);
    }

    /// <summary>Its name, with its masked key where another connection in the line has the same name.</summary>
    public string NameOf(ConnectionRow connection) =>
        Named.Any(other => other.Id != connection.Id && other.Label == connection.Label)
            ? $"{connection.Label} ({connection.ApiKeyMasked})"
            : connection.Label;

    private static decimal? ShareOf(IReadOnlyList<Coverage> accounts)
    {
        var reported = accounts.Sum(account => Amounts.Read(account.AccountUsd));
        return reported > 0 ? accounts.Sum(account => Amounts.Read(account.CoveredUsd)) / reported : null;
    }

    private static IEnumerable<OutsideValue> OutsideOf(ConnectionRow connection, Coverage? coverage) =>
        from wallet in coverage?.Outside ?? []
        let usd = Amounts.Read(wallet.Usd)
        where usd >= SmallUsd
        select new OutsideValue(connection, wallet.Wallet, usd);

    private static bool IsUnmeasured(ConnectionRow connection) =>
        connection.LastSyncedAt is not null
        && ExchangeCatalog.Find(connection.Exchange)?.CoverageNote is not null;

    private static bool IsBehind(ConnectionRow connection, DateTimeOffset now) =>
        ConnectionStatus.Of(connection, now)
            is ConnectionStatus.ActionRequired or ConnectionStatus.Retrying or ConnectionStatus.Paused
        || connection.NextSyncAt + TimeSpan.FromMinutes(connection.SyncIntervalMinutes) < now;
}

/// <param name="Wallet">As the exchange calls it.</param>
public sealed record OutsideValue(ConnectionRow Connection, string Wallet, decimal Usd);
