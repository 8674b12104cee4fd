using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Budgets;

namespace Portfolio.Api.Exchanges;

/// <summary>An exchange that requested a pause from this server, and its end.</summary>
/// <param name="Until">The end of the longest pause, where several regions pause.</param>
/// <param name="Regions">The regions that pause; empty where the exchange has none. The others continue.</param>
internal sealed record ExchangePause(string Exchange, DateTimeOffset Until, IReadOnlyList<PausedRegion> Regions)
{
    public static IReadOnlyList<ExchangePause> Of(IEnumerable<ExchangeHealth> known, DateTimeOffset now) =>
    [
        .. known
            .Select(health => (health.Exchange, Until: health.PausedAt(now)))
            .Where(pause => pause.Until is not null)
            .GroupBy(
                pause => ExchangeCatalog.WithoutRegion(pause.Exchange),
                pause => (Place: pause.Exchange, Until: pause.Until ?? now))
            .Select(pauses => new ExchangePause(pauses.Key, pauses.Max(pause => pause.Until), RegionsOf(pauses)))
            .OrderBy(pause => pause.Exchange, StringComparer.Ordinal),
    ];

    private static IReadOnlyList<PausedRegion> RegionsOf(
        IGrouping<string, (string Place, DateTimeOffset Until)> pauses) =>
        ExchangeCatalog.Find(pauses.Key)?.RegionExample is null
            ? []
            :
            [
                .. pauses
                    .Select(pause => new PausedRegion(
                        ExchangeCatalog.RegionOf(pause.Place) ?? ExchangeCatalog.GlobalRegion, pause.Until))
                    .OrderBy(pause => pause.Region, StringComparer.Ordinal),
            ];
}

/// <summary>A region of an exchange that requested a pause.</summary>
internal sealed record PausedRegion(string Region, DateTimeOffset Until);
