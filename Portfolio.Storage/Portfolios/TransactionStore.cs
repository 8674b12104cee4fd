using Portfolio.Storage.Database;
using Portfolio.Storage.Prices;

namespace Portfolio.Storage.Portfolios;

/// <summary>A portfolio's ledger.</summary>
public sealed class TransactionStore(UserDatabase db)
{
    private static readonly string Rows =
        $"""
        select t.id, t.position, t.type, a.symbol, trim_scale(t.quantity)::text as quantity,
            trim_scale(t.delta)::text as delta, t.reason, t.connection_id, t.run_id, t.occurred_at,
            t.continues_id, {BookedPrice.ValueUsd} as value_usd
        from transactions t
        join assets a on a.id = t.asset_id
        where t.portfolio_id = @portfolioId and (@after::bigint is null or t.position < @after)
        order by t.position desc
        limit @limit::integer
        """;

    /// <summary>
    /// Newest first. <paramref name="after"/>: the position of the last row seen; null starts at the newest. Rows are
    /// only ever added at the newest end, so pages that are read in sequence contain each row once.
    /// </summary>
    public Task<IReadOnlyList<TransactionRow>> ListAsync(
        Guid userId, Guid portfolioId, long? after, int limit, CancellationToken ct) =>
        db.ListAsync<TransactionRow>(
            userId, Rows, new { portfolioId, after, limit, priceSteps = PriceSteps.All }, ct);

    /// <summary>All of them, newest first, as they are at one moment.</summary>
    public IAsyncEnumerable<TransactionRow> StreamAsync(Guid userId, Guid portfolioId, CancellationToken ct) =>
        db.StreamAsync<TransactionRow>(
            userId, Rows,
            new { portfolioId, after = (long?)null, limit = (int?)null, priceSteps = PriceSteps.All }, ct);
}

/// <summary>Amounts are numbers in text, in units of the asset.</summary>
public sealed class TransactionRow
{
    public required Guid Id { get; init; }

    public required long Position { get; init; }

    public required string Type { get; init; }

    public required string Symbol { get; init; }

    /// <summary>The connection's balance after this row.</summary>
    public required string Quantity { get; init; }

    /// <summary>The signed change from the row before it.</summary>
    public required string Delta { get; init; }

    /// <summary>
    /// <c>gone</c>, <c>dust</c> or <c>disconnected</c> on a closing row; <c>awaiting_successor</c> or <c>renamed</c>
    /// where an asset continues under another name; <c>restated</c> where no coins moved; null otherwise.
    /// </summary>
    public string? Reason { get; init; }

    public required Guid ConnectionId { get; init; }

    /// <summary>Null for the closing rows of a disconnect.</summary>
    public Guid? RunId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The row of another name that this one continues; null where it continues none.</summary>
    public Guid? ContinuesId { get; init; }

    /// <summary>Of the delta, in USD, at the price of then; null where the asset had none.</summary>
    public string? ValueUsd { get; init; }
}
