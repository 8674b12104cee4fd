using System.Text.RegularExpressions;
using Portfolio.Storage.Database;
using Portfolio.Storage.Prices;

namespace Portfolio.Storage.Portfolios;

/// <summary>Searches the ledger of a portfolio, or of all of a user's, for a person.</summary>
public sealed partial class LedgerStore(UserDatabase db)
{
    private const string OfOne = "t.portfolio_id = @portfolioId";

    private const string OfAll = "t.portfolio_id in (select id from portfolios where user_id = @userId)";

    private static string Rows(Guid? portfolioId) =>
        $"""
        select t.position, a.symbol, a.name, a.source, trim_scale(t.quantity)::text as quantity,
            trim_scale(t.delta)::text as delta, t.reason, t.connection_id, c.label, c.deleted_at is null as live,
            t.occurred_at, {BookedPrice.ValueUsd} as value_usd, (
                select old.symbol
                from transactions continued
                join assets old on old.id = continued.asset_id
                where continued.id = t.continues_id
            ) as continues
        from transactions t
        join assets a on a.id = t.asset_id
        join user_connections c on c.id = t.connection_id
        where {(portfolioId is null ? OfAll : OfOne)}
            and (@after::bigint is null or t.position < @after)
            and (@connectionId::uuid is null or t.connection_id = @connectionId)
            and {AnyAsset.Of("t")}
            and (@asset::text is null or a.symbol ilike @asset or a.name ilike @asset)
            and (@direction::text is null
                or (@direction = 'in' and t.delta > 0 and coalesce(t.reason, '') not in ('restated', 'renamed'))
                or (@direction = 'out' and t.delta < 0
                    and coalesce(t.reason, '') not in ('restated', 'renamed', 'awaiting_successor'))
                or (@direction = 'closed' and t.reason in ('gone', 'dust', 'disconnected'))
                or (@direction = 'renamed' and t.reason in ('renamed', 'awaiting_successor'))
                or (@direction = 'restated' and t.reason = 'restated'))
        order by t.position desc
        limit @limit::integer
        """;

    /// <summary>
    /// Newest first. <paramref name="after"/>: the position of the last row seen; null starts at the newest.
    /// </summary>
    /// <param name="portfolioId">Null: all portfolios of the user.</param>
    public Task<IReadOnlyList<LedgerRow>> SearchAsync(
        Guid userId, Guid? portfolioId, LedgerSearch search, long? after, int limit, CancellationToken ct) =>
        db.ListAsync<LedgerRow>(userId, Rows(portfolioId), Arguments(userId, portfolioId, search, after, limit), ct);

    /// <summary>All rows that a search finds, newest first, as they are at one moment.</summary>
    public IAsyncEnumerable<LedgerRow> StreamAsync(
        Guid userId, Guid? portfolioId, LedgerSearch search, CancellationToken ct) =>
        db.StreamAsync<LedgerRow>(userId, Rows(portfolioId), Arguments(userId, portfolioId, search, null, null), ct);

    private static object Arguments(
        Guid userId, Guid? portfolioId, LedgerSearch search, long? after, int? limit) =>
        new
        {
            userId, portfolioId, after, search.ConnectionId, asset = Pattern(search.Asset), search.Direction, limit,
            priceSteps = PriceSteps.All, sources = AnyAsset.Sources(search.Assets),
            symbols = AnyAsset.Symbols(search.Assets),
        };

    /// <summary>Characters that have a meaning in a pattern of SQL.</summary>
    [GeneratedRegex(@"[\\%_]")]
    private static partial Regex Special { get; }

    private static string? Pattern(string? text) => string.IsNullOrWhiteSpace(text)
        ? null
        : $"%{Special.Replace(text.Trim(), @"\$0")}%";
}

/// <param name="Asset">A part of a symbol or a name; null for all.</param>
/// <param name="Direction">
/// <c>in</c>, <c>out</c>, <c>closed</c> or <c>restated</c>; null for all. A restated row is in none of the others: no
/// coins moved.
/// </param>
/// <param name="Assets">These alone; null for all.</param>
public sealed record LedgerSearch(
    string? Asset = null, Guid? ConnectionId = null, string? Direction = null,
    IReadOnlyCollection<AssetKey>? Assets = null);

/// <summary>Amounts are numbers in text, in units of the asset.</summary>
public sealed class LedgerRow
{
    public required long Position { get; init; }

    public required string Symbol { get; init; }

    public required string Name { get; init; }

    public required string Source { get; init; }

    public required string Quantity { get; init; }

    public required string Delta { get; init; }

    /// <summary>
    /// <c>gone</c>, <c>dust</c> or <c>disconnected</c> on a closing row; <c>restated</c> where no coins moved; null
    /// otherwise.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>The symbol of the row that this one continues; null where it continues none.</summary>
    public string? Continues { get; init; }

    public required Guid ConnectionId { get; init; }

    /// <summary>The connection's name.</summary>
    public required string Label { get; init; }

    /// <summary>False once the connection is disconnected.</summary>
    public required bool Live { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Of the delta, in USD, at the price of then; null where the asset had none.</summary>
    public string? ValueUsd { get; init; }
}
