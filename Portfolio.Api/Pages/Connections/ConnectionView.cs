using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Pages.Connections;

/// <summary>A connection as a page shows it: the API's fields, and some that only pages show.</summary>
/// <param name="Holdings">The number of its assets in its portfolio.</param>
/// <param name="UnderWay">A sync runs, or a person requested one that is about to.</param>
/// <param name="ResyncAgainAt">When the next manual resync is accepted; null when now.</param>
/// <param name="Interval">The effective interval: the server may be set to sync more often than was chosen.</param>
/// <param name="Coverage">
/// By the newest comparison; null when there was none, and on the connection's own page, which reads it with its syncs.
/// </param>
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
    string? PortfolioName,
    Coverage? Coverage)
{
    /// <summary>"OKX · " before what follows, where the connection's name is not just that.</summary>
    public string ExchangePrefix => ExchangeCatalog.DisplayName(Connection.Exchange) is var exchange
        && exchange == Connection.Label ? "" : $"{exchange} · ";

    public Guid Id => Connection.Id;

    /// <summary>The server syncs it more often than was chosen.</summary>
    public bool IsHurried => Interval < TimeSpan.FromMinutes(Connection.SyncIntervalMinutes);

    /// <summary>What is listed first: 0 needs a person, 1 is retried, 2 is neither.</summary>
    public int Urgency => Connection.Status switch
    {
        ConnectionStatus.ActionRequired => 0,
        ConnectionStatus.Retrying => 1,
        _ => 2,
    };

    public bool Paused => Connection.Status is ConnectionStatus.Paused;
}
