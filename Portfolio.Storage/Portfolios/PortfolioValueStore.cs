using Portfolio.Storage.Database;

namespace Portfolio.Storage.Portfolios;

/// <summary>The values of portfolios, day by day.</summary>
public sealed class PortfolioValueStore(UserDatabase db)
{
    /// <summary>
    /// Oldest first, from that day (UTC) to the last one before prices were kept; a day without a sync is missing.
    /// </summary>
    /// <param name="portfolioId">Null: the sum of all portfolios of the user.</param>
    public Task<IReadOnlyList<PortfolioValueRow>> ListAsync(
        Guid userId, Guid? portfolioId, DateOnly from, CancellationToken ct) =>
        db.ListAsync<PortfolioValueRow>(
            userId,
            """
            select day::timestamp as day, trim_scale(sum(value_usd))::text as value_usd
            from portfolio_values
            where day >= @from and day < (select (began_at at time zone 'UTC')::date from price_history)
                and portfolio_id in (
                    select id from portfolios
                    where user_id = @userId and (@portfolioId::uuid is null or id = @portfolioId))
            group by day
            order by day
            """,
            new { userId, portfolioId, from = from.ToDateTime(TimeOnly.MinValue) },
            ct);

    /// <summary>Users with a connection that was synced since then.</summary>
    public Task<IReadOnlyList<Guid>> UsersSyncedSinceAsync(DateTimeOffset since, CancellationToken ct) =>
        db.ListForAllAsync<Guid>(
            """
            select distinct user_id
            from user_connections
            where last_synced_at >= @since and deleted_at is null and next_sync_at is not null
            """,
            new { since },
            ct);

    /// <summary>Stores the current value of each of a user's portfolios as the value of the day (UTC).</summary>
    public Task<int> TakeAsync(Guid userId, DateTimeOffset now, CancellationToken ct) =>
        db.ExecuteAsync(
            userId,
            PortfolioLock.Take
            + """
            insert into portfolio_values (portfolio_id, day, user_id, value_usd, taken_at)
            select p.id, (@now at time zone 'UTC')::date, @userId, coalesce(sum(b.value_usd), 0), @now
            from portfolios p
            left join user_connections c on c.portfolio_id = p.id and c.deleted_at is null
            left join valued_balances b on b.connection_id = c.id and not b.dust
            where p.user_id = @userId
            group by p.id
            order by p.id
            on conflict (portfolio_id, day) do update
            set value_usd = excluded.value_usd, taken_at = excluded.taken_at
            where portfolio_values.taken_at < excluded.taken_at
            """,
            new { userId, now },
            ct);
}

public sealed class PortfolioValueRow
{
    /// <summary>Midnight UTC, at which the day began.</summary>
    public required DateTime Day { get; init; }

    /// <summary>USD, as a number in text.</summary>
    public required string ValueUsd { get; init; }
}
