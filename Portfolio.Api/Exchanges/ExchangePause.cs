using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Budgets;

namespace Portfolio.Api.Exchanges;

/// <summary>An exchange that asked this server to stay away, and until when.</summary>
internal sealed record ExchangePause(string Exchange, DateTimeOffset Until)
{
    /// <summary>Regions of an exchange pause by themselves, and are one exchange to people: the longest pause is told.</summary>
    public static IReadOnlyList<ExchangePause> Of(IEnumerable<ExchangeHealth> known, DateTimeOffset now) =>
    [
        .. known
            .Select(health => (Exchange: ExchangeCatalog.WithoutRegion(health.Exchange), Until: health.PausedAt(now)))
            .Where(pause => pause.Until is not null)
            .GroupBy(pause => pause.Exchange, pause => pause.Until ?? now)
            .Select(pauses => new ExchangePause(pauses.Key, pauses.Max()))
            .OrderBy(pause => pause.Exchange, StringComparer.Ordinal),
    ];
}
