using Portfolio.Api.Currencies;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Portfolios;

/// <summary>The query of a file with transactions: the search of the table, and the currency of the page.</summary>
/// <param name="Asset">See <see cref="LedgerSearch"/>, as for the next two.</param>
/// <param name="Currency">Null: USD alone.</param>
internal sealed record LedgerFileQuery(string? Asset, string? Direction, Guid? Connection, string? Currency);

/// <summary>The transactions that the page's table shows, as a file.</summary>
internal sealed class LedgerFile(LedgerStore ledger, CurrencyReader currencies, TimeProvider clock)
{
    /// <param name="portfolioId">Null: all portfolios of the user.</param>
    /// <param name="name">Of the portfolio.</param>
    public async Task<IResult> AnswerAsync(
        Guid userId, Guid? portfolioId, string name, LedgerFileQuery query, CancellationToken ct)
    {
        var requested = await currencies.RequestedAsync(userId, query.Currency, ct);
        if (requested.Refusal is { } refusal)
            return refusal;

        var search = new LedgerSearch(query.Asset, query.Connection, query.Direction);
        var rows = currencies.ConvertAsync(
            ledger.StreamAsync(userId, portfolioId, search, ct), row => (row.ValueUsd, row.OccurredAt),
            requested.Currency, ct);
        return LedgerCsv.Of(name, rows, requested.Currency, clock.GetUtcNow());
    }
}
