using Portfolio.Storage.Database;

namespace Portfolio.Storage.Syncs;

/// <summary>
/// The stored state of an account, which only its syncs change, and the prices that value it, which all accounts share.
/// </summary>
public sealed class AccountStateStore(UserDatabase db)
{
    /// <summary>Each balance without a price, except one that is its own.</summary>
    public Task<AccountState> ReadAsync(Guid userId, Guid connectionId, DateTimeOffset now, CancellationToken ct) =>
        db.ReadAsync(
            userId,
            $"""
            select b.wallet, a.symbol, a.name, b.quantity, b.unrealized_profit, b.own_price_usd as price_usd,
                b.own_price_source as price_source, b.own_priced_at as priced_at,
                b.own_price_usd is not null as price_is_own, b.dust, b.stale_since, b.from_receipt, b.receipt_quantity
            from balances b
            join assets a on a.id = b.asset_id
            where b.connection_id = @connectionId;

            {RenameMemorySql.Text}
            """,
            new { connectionId, waitsSince = now - RenameMemorySql.WaitsFor },
            async rows => new AccountState(
                [.. await rows.ReadAsync<StoredBalance>()], await RenameMemorySql.ReadAsync(rows)),
            ct);

    /// <summary>The stored price of each asset of an exchange, by symbol.</summary>
    public async Task<IReadOnlyDictionary<string, StoredPrice>> PricesAsync(string exchange, CancellationToken ct) =>
        (await db.ListForAllAsync<StoredPrice>(
            """
            select a.symbol, p.price_usd as usd, p.price_source as source, p.priced_at, p.is_old
            from asset_prices p
            join assets a on a.id = p.asset_id
            where a.source = @exchange
            """,
            new { exchange },
            ct)).ToDictionary(price => price.Symbol);
}

/// <summary>The balances and the state of renames of one account.</summary>
public sealed record AccountState(IReadOnlyList<StoredBalance> Balances, RenameMemory Renames);

/// <summary>The stored price of one asset, in USD.</summary>
public sealed class StoredPrice
{
    public required string Symbol { get; init; }

    public required decimal Usd { get; init; }

    public required string Source { get; init; }

    public required DateTimeOffset PricedAt { get; init; }

    /// <summary>The exchange's newest list does not have it any more.</summary>
    public required bool IsOld { get; init; }

    /// <summary>
    /// The balance with this price, as <c>valued_balances</c> has it; more than any account is worth is no value.
    /// </summary>
    public StoredBalance Value(StoredBalance balance) => (balance with
    {
        PriceUsd = Usd,
        PriceSource = IsOld ? $"{Source} (old)" : Source,
        PricedAt = PricedAt,
        PriceIsOwn = false,
    }).Valued();
}
