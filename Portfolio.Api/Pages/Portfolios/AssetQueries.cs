using Portfolio.Api.Pages.Shell;
using Portfolio.Api.Pages.View;
using Portfolio.Api.Portfolios;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Portfolios;

/// <summary>Reads one asset of a person, over all portfolios, for its page.</summary>
internal sealed class AssetQueries(
    PageUser pageUser,
    PageCurrency currency,
    HoldingPartStore parts,
    LedgerStore ledger,
    ConnectionStore connections,
    HistoryReader histories,
    TimeProvider clock)
{
    /// <param name="key">The asset at one exchange; the page has the same coin of other exchanges, too.</param>
    public async Task<AssetModel> ReadAsync(AssetKey key, ValueSpan span, CancellationToken ct)
    {
        var user = await pageUser.IdAsync();
        var row = AssetRow.Of(await parts.ListAsync(user, null, clock.GetUtcNow(), ct))
            .FirstOrDefault(row => row.Parts.Any(part => IsOf(part, key)));
        IReadOnlyList<AssetKey> keys = row is null
            ? [key]
            : [.. row.Parts.Select(part => new AssetKey(part.Source, part.Symbol)).Distinct()];
        var isKnown = row is not null
            || (await ledger.SearchAsync(user, null, new LedgerSearch(Assets: keys), null, 1, ct)).Count > 0;
        var model = new AssetModel(
            key.Symbol, keys, row, await connections.ListIntoAsync(user, null, ct), isKnown);
        return isKnown
            ? model with
            {
                History = await histories.ReadAsync(
                    user, null, keys, span, model.CoinsUsd, await currency.ReadAsync(ct), ct),
            }
            : model;
    }

    private static bool IsOf(HoldingPartRow part, AssetKey key) =>
        (part.Source, part.Symbol) == (key.Source, key.Symbol);
}
