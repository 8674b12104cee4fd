using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Pages;

/// <summary>Moves syncs into the past, with prices that are kept since before them.</summary>
internal static class PastSyncs
{
    extension(RunningSystem system)
    {
        /// <summary>As if three hours lay between the runs.</summary>
        /// <param name="ofOne">True: between those of each connection.</param>
        public Task SpreadSyncsAsync(bool ofOne = false) => TestDatabase.ExecuteAsync(
            system.Database.Owner,
            $"""
            create temporary table past as
            select id, (row_number() over ({(ofOne ? "partition by connection_id" : "")} order by id desc) - 1)
                * interval '3 hours' as ago
            from sync_runs;

            update sync_runs r
            set started_at = r.started_at - past.ago, finished_at = r.finished_at - past.ago
            from past where past.id = r.id;

            update transactions t set occurred_at = t.occurred_at - past.ago from past where past.id = t.run_id;

            update price_history set began_at = now() - interval '2 days';

            insert into price_points (asset_id, step, at, price_usd)
            select asset_id, '5 minutes', now() - interval '1 day', price_usd from asset_prices;
            """);
    }
}
