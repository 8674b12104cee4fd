using Portfolio.Api.Currencies;
using Portfolio.Api.Paging;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Prices;

namespace Portfolio.Api.Portfolios;

/// <summary>Reads the transactions of a portfolio, with their values at the rates of then.</summary>
internal sealed class TransactionReader(TransactionStore transactions, CurrencyReader currencies, TimeProvider clock)
{
    public async Task<IResult> AnswerAsync(
        Guid userId, Guid portfolioId, Page<long?> page, CurrencyRate? currency, CancellationToken ct)
    {
        var rows = await transactions.ListAsync(userId, portfolioId, page.After, page.Fetch, ct);
        var rates = currency is null
            ? null
            : await currencies.PastAsync(currency, rows.Select(row => row.OccurredAt), ct);
        return page.Answer(rows, row => new PortfolioMapping(currency).Of(row, rates), row => row.Position);
    }

    /// <summary>All of them.</summary>
    public IResult File(Guid userId, PortfolioRow portfolio, CurrencyRate? currency, CancellationToken ct) =>
        PortfolioCsv.Transactions(
            portfolio.Name,
            currencies.ConvertAsync(
                transactions.StreamAsync(userId, portfolio.Id, ct), row => (row.ValueUsd, row.OccurredAt), currency,
                ct),
            currency, clock.GetUtcNow());
}
