using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Prices;

namespace Portfolio.Api.Portfolios;

/// <summary>Everything that counts in a portfolio's total, as a file.</summary>
internal sealed class HoldingsFile(HoldingStore holdings, DerivativeStore derivatives, TimeProvider clock)
{
    /// <param name="portfolioId">Null: all portfolios of the user.</param>
    /// <param name="name">Of the portfolio.</param>
    /// <param name="currency">Null: USD alone.</param>
    public async Task<IResult> AnswerAsync(
        Guid userId, Guid? portfolioId, string name, CurrencyRate? currency, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return PortfolioCsv.Holdings(
            name, await holdings.ListAsync(userId, portfolioId, now, ct),
            await derivatives.ListAsync(userId, portfolioId, now, ct), currency, now);
    }
}
