using Portfolio.Api.Connections;
using Portfolio.Api.Pages.Shell;
using Portfolio.Api.Pages.View;
using Portfolio.Api.Portfolios;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Portfolios;

/// <summary>Reads a person's portfolio, or all of them, for the page.</summary>
internal sealed class PortfolioQueries(
    PageUser pageUser,
    PageCurrency currency,
    PortfolioStore portfolios,
    HoldingPartStore parts,
    DerivativeStore derivatives,
    LedgerStore ledger,
    ConnectionStore connections,
    HistoryReader histories,
    PortfolioCoverageStore coverage,
    TimeProvider clock)
{
    /// <param name="wanted">Null: all portfolios where there are several, or else the only one.</param>
    public async Task<PortfolioModel> ReadAsync(Guid? wanted, ValueSpan span, CancellationToken ct)
    {
        var user = await pageUser.IdAsync();
        var all = await portfolios.ListAsync(user, null, 500, ct);
        if (Choose(all, wanted) is not { } shown)
            return new PortfolioModel(all, null, [], (await connections.ListAsync(user, null, 1, ct)).Count > 0);

        var now = clock.GetUtcNow();
        var rows = AssetRow.Of(await parts.ListAsync(user, shown.Id, now, ct));
        var wallets = await derivatives.ListAsync(user, shown.Id, now, ct);
        var into = await connections.ListIntoAsync(user, shown.Id, ct);
        var model = new PortfolioModel(all, shown, rows, AnyConnection: true)
        {
            Derivatives = wallets,
            Into = into,
            Contradicted = [.. into.Where(row => row.Contradiction is not null)
                .Select(row => ConnectionMapping.Of(row, now))
                .Where(connection => connection.Contradiction is not null)],
            Past = rows.Count + wallets.Count is 0
                && (await ledger.SearchAsync(user, shown.Id, new LedgerSearch(), null, 1, ct)).Count > 0,
            Basis = TotalBasis.Of(rows, into, await coverage.ListAsync(user, shown.Id, ct), now),
        };
        return model with
        {
            History = await histories.ReadAsync(
                user, shown.Id, null, span, model.TotalUsd, await currency.ReadAsync(ct), ct),
        };
    }

    private static PortfolioChoice? Choose(IReadOnlyList<PortfolioRow> all, Guid? wanted) => (wanted, all) switch
    {
        ({ } id, _) => all.FirstOrDefault(portfolio => portfolio.Id == id) is { } one ? new(one) : null,
        (null, []) => null,
        (null, [var only]) => new(only),
        _ => PortfolioChoice.All,
    };
}
