using Portfolio.Storage.Portfolios;

namespace Portfolio.Storage.Syncs;

/// <summary>
/// The write of a successful run. Statements that a run does not need are omitted: a run without changes is a single
/// update of the connection and a single run row (<c>finish_syncs</c>), which can be written for many runs at once.
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

    // Ordered, so that two runs that list the same new assets do not deadlock. One that is listed already under this
    // name is left out: an insert would lock its row even where it changes nothing, and most accounts hold the same
    // assets.
    private const string ListAssets =
        """
        insert into assets (id, source, symbol, name)
        select uuid_v7(@finishedAt), @exchange, symbol, name
        from unnest(@symbols, @names) as listed (symbol, name)
        where not exists (
            select from assets known
            where known.source = @exchange and known.symbol = listed.symbol
                and listed.name in (known.name, known.symbol))
        order by symbol
        on conflict (source, symbol) do update set name = excluded.name
            where assets.name <> excluded.name and excluded.name <> excluded.symbol;
        """;

    /// <summary>Locks the connection's row, and is empty when the fence is not the newest any more.</summary>
    private const string Fence = "with fenced as (select id, portfolio_id from finish_syncs(@finished::jsonb, true))\n";

    private const string TakeId = "select id from fenced";
    private const string OnlyFence = Fence + TakeId;

    /// <summary>Of many runs that changed nothing; those that another transaction locks are left out.</summary>
    public const string FinishSet = "select id from finish_syncs(@finished::jsonb, false)";

    private const string WriteBalances =
        """
        , removed as (
            delete from balances b
            using fenced, assets a, unnest(@removedWallets, @removedSymbols) as gone (wallet, symbol)
            where b.connection_id = fenced.id and b.asset_id = a.id and a.source = @exchange
                and a.symbol = gone.symbol and b.wallet = gone.wallet
        ), written as (
            insert into balances (
                connection_id, wallet, asset_id, user_id, quantity, unrealized_profit, dust, stale_since, from_receipt,
                receipt_quantity, own_price_usd, own_price_source, own_priced_at)
            select fenced.id, now.wallet, a.id, @userId, now.quantity, now.profit, now.dust, now.stale, now.receipt,
                now.receipt_quantity, now.own_price, now.own_source, now.own_priced
            from fenced, unnest(@wallet, @symbol, @quantity, @profit, @dust, @stale, @receipt, @receiptQuantity,
                    @ownPrice, @ownSource, @ownPriced)
                as now (
                    wallet, symbol, quantity, profit, dust, stale, receipt, receipt_quantity, own_price, own_source,
                    own_priced)
            join assets a on a.source = @exchange and a.symbol = now.symbol
            on conflict (connection_id, wallet, asset_id) do update
                set quantity = excluded.quantity, unrealized_profit = excluded.unrealized_profit, dust = excluded.dust,
                    stale_since = excluded.stale_since, from_receipt = excluded.from_receipt,
                    receipt_quantity = excluded.receipt_quantity, own_price_usd = excluded.own_price_usd,
                    own_price_source = excluded.own_price_source, own_priced_at = excluded.own_priced_at
        )
        """;

    /// <summary>Of <see cref="ResultPricesSql.WritePrices"/>: the statement does not see it in the table yet.</summary>
    private const string NewPrice = "(select priced.usd from priced where priced.asset_id = change.asset_id), ";

    // The delta is taken from the ledger itself, in numeric, so that deltas add up to the newest quantity exactly. Ids
    // are given before the rows are written, so that a row can name another of the same run.
    private static string BookChanges(bool pricesAssets) =>
        $"""
        , change as materialized (
            select uuid_v7(@finishedAt) as id, a.id as asset_id, given.*,
                given.quantity - coalesce(
                    lag(given.quantity) over (partition by given.symbol order by given.place), newest.quantity, 0
                ) as delta
            from unnest(@changedSymbols, @changedQuantities, @reasons, @continues, @continuesRows, @changedOwnPrices)
                with ordinality as given (symbol, quantity, reason, continues, continues_row, own_price, place)
            join assets a on a.source = @exchange and a.symbol = given.symbol
            left join lateral (
                select t.quantity
                from transactions t
                where t.connection_id = @connectionId and t.asset_id = a.id
                order by t.position desc
                limit 1
            ) newest on true
            where not exists (select from transactions t where t.run_id = @runId and t.asset_id = a.id)
        ), booked as (
            insert into transactions (
                id, user_id, portfolio_id, connection_id, asset_id, run_id, quantity, delta, price_usd, reason,
                occurred_at, continues_id)
            select change.id, @userId, fenced.portfolio_id, fenced.id, change.asset_id, @runId, change.quantity,
                change.delta, coalesce({(pricesAssets ? NewPrice : "")}(
                    select known.price_usd from asset_prices known where known.asset_id = change.asset_id
                ), change.own_price), change.reason, @finishedAt, coalesce(
                    change.continues_row,
                    (
                        select other.id from change other
                        where other.symbol = change.continues and other.reason = 'renamed' and other.delta <> 0
                        order by other.place desc
                        limit 1
                    ), (
                        select t.id
                        from assets a
                        join transactions t on t.connection_id = @connectionId and t.asset_id = a.id
                        where a.source = @exchange and a.symbol = change.continues
                        order by t.position desc
                        limit 1
                    ))
            from fenced, change
            where change.delta <> 0
            order by change.place
            on conflict do nothing
        )
        """;

    private const string StoreQuestions =
        """
        , settled as (
            delete from rename_questions q
            using fenced
            where q.connection_id = fenced.id and q.answer is null
                and not exists (
                    select from unnest(@askedOld, @askedNew) as asked (old, new)
                    where asked.old = q.old_symbol and asked.new = q.new_symbol)
        ), asked as (
            insert into rename_questions (id, user_id, connection_id, old_symbol, new_symbol, quantity, asked_at)
            select uuid_v7(@finishedAt), @userId, fenced.id, asked.old, asked.new, asked.quantity, @finishedAt
            from fenced, unnest(@askedOld, @askedNew, @askedQuantity) as asked (old, new, quantity)
            on conflict do nothing
        )
        """;

    /// <summary>
    /// True: it has no change of balances, ledger, prices or questions, no new account and no portfolio to choose.
    /// </summary>
    public static bool IsUnchanged(Claim claim, SyncResult result) =>
        claim.PortfolioId is not null && claim.AccountId == result.AccountId && For(claim, result) is OnlyFence;

    /// <summary>True: the statements begin with a lock, which returns a separate result set.</summary>
    public static bool ChoosesPortfolio(Claim claim) => claim.PortfolioId is null;

    public static string For(Claim claim, SyncResult result) => string.Concat(
        ChoosesPortfolio(claim) ? ChoosePortfolio : "",
        NewNames(claim, result).Any() ? ListAssets : "",
        Fence,
        result.ChangedBalances.Count + result.RemovedBalances.Count > 0 ? WriteBalances : "",
        result.Profits.Count > 0 ? ResultPricesSql.WriteProfits : "",
        result.NewPrices.Count > 0 ? ResultPricesSql.WritePrices : "",
        result.Changes.Count > 0 ? BookChanges(result.NewPrices.Count > 0) : "",
        result.Questions.Count > 0 || claim.Renames.Questions.Any(question => question.Answer is null)
            ? StoreQuestions
            : "",
        TakeId);

    /// <summary>Assets that are not listed yet as far as this connection knows, or under another name.</summary>
    public static IEnumerable<(string Symbol, string Name)> NewNames(Claim claim, SyncResult result)
    {
        var known = claim.Balances.Select(balance => (balance.Symbol, balance.Name)).ToHashSet();
        return result.ChangedBalances
            .Select(balance => (balance.Symbol, balance.Name))
            .Where(asset => !known.Contains(asset))
            .DistinctBy(asset => asset.Symbol);
    }
}
