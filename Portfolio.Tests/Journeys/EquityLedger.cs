using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>The rows of versions that booked an account's equity as its quantities.</summary>
internal static class EquityLedger
{
    private const string BookedByEquity =
        """
        update user_connections set profit_apart = false;
        insert into transactions (id, user_id, portfolio_id, connection_id, asset_id, quantity, delta, occurred_at)
        select gen_random_uuid(), b.user_id, c.portfolio_id, b.connection_id, b.asset_id,
            b.quantity + b.unrealized_profit, b.unrealized_profit, now()
        from balances b join user_connections c on c.id = b.connection_id where b.unrealized_profit <> 0;
        update balances set quantity = quantity + unrealized_profit, unrealized_profit = 0;
        """;

    extension(RunningSystem system)
    {
        /// <summary>Puts the unrealised profit of every balance into its quantity and into the ledger.</summary>
        public Task BookByEquityAsync() => TestDatabase.ExecuteAsync(system.Database.Owner, BookedByEquity);
    }
}
