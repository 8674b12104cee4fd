using System.Text.Json;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Storage.Syncs;

/// <summary>
/// The write of a successful run. Statements that a run does not need are left out: one with nothing changed is a
/// single update of the connection and a single run row.
/// </summary>
internal static class ResultSql
{
    private const string ChoosePortfolio =
        PortfolioLock.Take
        + """

        insert into portfolios (id, user_id, name, created_at)
        select @newPortfolioId, @userId, @newPortfolioName, @finishedAt
        where not exists (select from portfolios where user_id = @userId)
            and exists (
                select from user_connections
                where id = @connectionId and fence = @fence and deleted_at is null and portfolio_id is null);
        """;

    // Ordered, so that two runs that list the same new assets do not wait for each other in a circle.
    private const string ListAssets =
        """
        insert into assets (id, source, symbol, name)
        select uuid_v7(@finishedAt), @exchange, symbol, name
        from unnest(@symbols, @names) as listed (symbol, name)
        order by symbol
        on conflict (source, symbol) do update set name = excluded.name
            where assets.name <> excluded.name and excluded.name <> excluded.symbol;
        """;

    // Ahead of the booking, which must see it. A series that exists under the new name is not mixed with another.
    private const string CarryRenames =
        """
        with fenced as (
            select id from user_connections
            where id = @connectionId and fence = @fence and deleted_at is null
            for update
        )
        update transactions t
        set asset_id = new.id
        from fenced
        cross join unnest(@oldSymbols, @newSymbols) as renamed (old_symbol, new_symbol)
        join assets old on old.source = @exchange and old.symbol = renamed.old_symbol
        join assets new on new.source = @exchange and new.symbol = renamed.new_symbol
        where t.connection_id = fenced.id and t.asset_id = old.id
            and not exists (select from transactions where connection_id = @connectionId and asset_id = new.id);
        """;

    private const string Fence =
        """
        with fenced as (
            update user_connections c
            set lease_until = null, failures = 0,
                asked_until = case when request_number = @request then null else asked_until end,
                account_id = coalesce(account_id, @accountId), region = coalesce(@region, region),
                permissions = @permissions, profit_apart = @profitApart,
                portfolio_id = coalesce(portfolio_id, (
                    select p.id from portfolios p where p.user_id = @userId order by p.created_at, p.id limit 1)),
                last_outcome = @outcome, error_kind = @errorKind, error_code = @errorCode, error_detail = @errorDetail,
                retry_at = null,
                reported_gaps = @reportedGaps::jsonb, contradiction = @contradiction::jsonb,
                contradicted_since = @contradictedSince, contradicted_runs = @contradictedRuns,
                -- A person may have confirmed the very contradiction that this run has found again.
                reading_confirmed_at = case
                    when contradiction ->> 'id' = @contradiction::jsonb ->> 'id' then reading_confirmed_at
                end,
                emptied_since = @emptiedSince,
                last_synced_at = @finishedAt,
                next_sync_at = case
                    when request_number <> @request then next_sync_at
                    -- Given another interval since the claim.
                    when sync_interval_minutes <> @syncIntervalMinutes
                        then @finishedAt + least(make_interval(mins => sync_interval_minutes), @intervalAtMost)
                    else @nextSyncAt
                end
            where id = @connectionId and fence = @fence and deleted_at is null
            returning id, portfolio_id
        ), run as (
            insert into sync_runs (
                id, user_id, connection_id, trigger, outcome, started_at, finished_at, assets_synced, dust_skipped,
                unpriced, total_usd, error_kind, error_code, error_detail, wallets, coverage)
            select @runId, @userId, id, @trigger, @outcome, @startedAt, @finishedAt, @assetsSynced, @dustSkipped,
                @unpriced, @totalUsd, @errorKind, @errorCode, @errorDetail, @wallets::jsonb, @coverage::jsonb
            from fenced
            on conflict do nothing
        )
        """;

    private const string WriteBalances =
        """
        , removed as (
            delete from balances b
            using fenced, assets a, unnest(@removedWallets, @removedSymbols) as gone (wallet, symbol)
            where b.connection_id = fenced.id and b.asset_id = a.id and a.source = @exchange
                and a.symbol = gone.symbol and b.wallet = gone.wallet
        ), written as (
            insert into balances (
                connection_id, wallet, asset_id, user_id, quantity, price_usd, value_usd, price_source, dust, stale_since,
                from_receipt, unrealized_profit, receipt_quantity)
            select fenced.id, now.wallet, a.id, @userId, now.quantity, now.price, now.value, now.source, now.dust, now.stale,
                now.receipt, now.profit, now.receipt_quantity
            from fenced, unnest(@wallet, @symbol, @quantity, @price, @value, @source, @dust, @stale, @receipt, @profit,
                    @receiptQuantity)
                as now (
                    wallet, symbol, quantity, price, value, source, dust, stale, receipt, profit, receipt_quantity)
            join assets a on a.source = @exchange and a.symbol = now.symbol
            on conflict (connection_id, wallet, asset_id) do update
                set quantity = excluded.quantity, price_usd = excluded.price_usd, value_usd = excluded.value_usd,
                    price_source = excluded.price_source, dust = excluded.dust, stale_since = excluded.stale_since,
                    from_receipt = excluded.from_receipt, unrealized_profit = excluded.unrealized_profit,
                    receipt_quantity = excluded.receipt_quantity
        )
        """;

    // The delta is taken from the ledger itself, in numeric, so that deltas add up to the newest quantity exactly.
    private const string BookChanges =
        """
        , booked as (
            insert into transactions (
                id, user_id, portfolio_id, connection_id, asset_id, run_id, quantity, delta, reason, occurred_at)
            select uuid_v7(@finishedAt), @userId, fenced.portfolio_id, fenced.id, a.id, @runId, change.quantity,
                change.quantity - coalesce(newest.quantity, 0), change.reason, @finishedAt
            from fenced, unnest(@changedSymbols, @changedQuantities, @reasons) as change (symbol, quantity, reason)
            join assets a on a.source = @exchange and a.symbol = change.symbol
            left join lateral (
                select t.quantity
                from transactions t
                where t.connection_id = @connectionId and t.asset_id = a.id
                order by t.position desc
                limit 1
            ) newest on true
            where change.quantity <> coalesce(newest.quantity, 0)
            on conflict do nothing
        )
        """;

    /// <summary>True: the statements begin with a lock, which answers a result set of its own.</summary>
    public static bool ChoosesPortfolio(Claim claim) => claim.PortfolioId is null;

    public static string For(Claim claim, SyncResult result) => string.Concat(
        ChoosesPortfolio(claim) ? ChoosePortfolio : "",
        NewNames(claim, result).Any() ? ListAssets : "",
        result.Renamed.Count > 0 ? CarryRenames : "",
        Fence,
        result.ChangedBalances.Count + result.RemovedBalances.Count > 0 ? WriteBalances : "",
        result.Changes.Count > 0 ? BookChanges : "",
        "select id from fenced");

    public static object Args(Claim claim, SyncResult result)
    {
        var names = NewNames(claim, result).ToList();
        return new
        {
            claim.ConnectionId, claim.UserId, claim.Exchange, claim.Fence, claim.Request, claim.Trigger,
            claim.StartedAt, claim.SyncIntervalMinutes,
            result.RunId, result.FinishedAt, result.NextSyncAt, result.IntervalAtMost, result.AccountId, result.NewPortfolioName,
            result.ProfitApart,
            newPortfolioId = Guid.CreateVersion7(result.FinishedAt),
            permissions = result.Permissions.ToArray(),
            outcome = result.Partial ? "partial" : "succeeded",
            result.ErrorKind, result.ErrorCode, result.ErrorDetail, result.Region, result.Coverage,
            result.AssetsSynced, result.DustSkipped, result.Unpriced, result.TotalUsd,
            result.Evidence.ReportedGaps, result.Evidence.Contradiction, result.Evidence.ContradictedSince,
            result.Evidence.ContradictedRuns, result.Evidence.EmptiedSince,
            wallets = JsonSerializer.Serialize(result.Wallets, JsonSerializerOptions.Web),
            symbols = names.Select(asset => asset.Symbol).ToArray(),
            names = names.Select(asset => asset.Name).ToArray(),
            wallet = Column(result, balance => balance.Wallet),
            symbol = Column(result, balance => balance.Symbol),
            quantity = Column(result, balance => balance.Quantity),
            price = Column(result, balance => balance.PriceUsd),
            value = Column(result, balance => balance.ValueUsd),
            source = Column(result, balance => balance.PriceSource),
            dust = Column(result, balance => balance.Dust),
            stale = Column(result, balance => balance.StaleSince?.UtcDateTime),
            receipt = Column(result, balance => balance.FromReceipt),
            profit = Column(result, balance => balance.UnrealizedProfit),
            receiptQuantity = Column(result, balance => balance.ReceiptQuantity),
            removedWallets = result.RemovedBalances.Select(balance => balance.Wallet).ToArray(),
            removedSymbols = result.RemovedBalances.Select(balance => balance.Symbol).ToArray(),
            oldSymbols = result.Renamed.Select(rename => rename.Old).ToArray(),
            newSymbols = result.Renamed.Select(rename => rename.New).ToArray(),
            changedSymbols = result.Changes.Select(change => change.Symbol).ToArray(),
            changedQuantities = result.Changes.Select(change => change.Quantity).ToArray(),
            reasons = result.Changes.Select(change => change.Reason).ToArray(),
        };
    }

    /// <summary>Assets that are not listed yet as far as this connection knows, or under another name.</summary>
    private static IEnumerable<(string Symbol, string Name)> NewNames(Claim claim, SyncResult result)
    {
        var known = claim.Balances.Select(balance => (balance.Symbol, balance.Name)).ToHashSet();
        return result.ChangedBalances
            .Select(balance => (balance.Symbol, balance.Name))
            .Where(asset => !known.Contains(asset))
            .DistinctBy(asset => asset.Symbol);
    }

    private static T[] Column<T>(SyncResult result, Func<StoredBalance, T> value) => [.. result.ChangedBalances.Select(value)];
}
