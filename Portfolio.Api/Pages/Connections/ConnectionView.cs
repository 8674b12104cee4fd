using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Pages.Connections;

/// <summary>
/// A connection as a page shows it: what the API tells of it, and what of it is worth knowing beside that.
/// </summary>
/// <param name="Holdings">How many assets it has in its portfolio.</param>
/// <param name="UnderWay">A sync runs, or was asked for by a person and is about to.</param>
/// <param name="ResyncAgainAt">When the next manual resync is taken; null when now.</param>
/// <param name="Interval">How often it is really synced: the server may be set to do it more often than was
/// chosen.</param>
/// <param name="HasKey">False once the key was destroyed, because it could do more than read.</param>
public sealed record ConnectionView(
    Connection Connection,
    int Holdings,
    decimal ValueUsd,
    bool UnderWay,
    DateTimeOffset? ResyncAgainAt,
    TimeSpan Interval,
    bool HasKey,
    string? AccountId,
    string? PortfolioName)
{
    /// <summary>"OKX · " before what follows, where the connection's name is not just that.</summary>
    public string ExchangePrefix => ExchangeCatalog.DisplayName(Connection.Exchange) is var exchange
        && exchange == Connection.Label ? "" : $"{exchange} · ";

    public Guid Id => Connection.Id;

    /// <summary>The server syncs it more often than was chosen.</summary>
    public bool IsHurried => Interval < TimeSpan.FromMinutes(Connection.SyncIntervalMinutes);

    public bool Paused => Connection.Status is ConnectionStatus.Paused;
}
