using Portfolio.Api.Portfolios;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Portfolios;

/// <summary>The data that the page of an asset shows.</summary>
/// <param name="Symbol">As in the address.</param>
/// <param name="Keys">The coin at each exchange that has it in this row.</param>
/// <param name="Row">Over all portfolios; null: it is not held now.</param>
/// <param name="IsKnown">True: it is held, or has transactions.</param>
internal sealed record AssetModel(
    string Symbol, IReadOnlyList<AssetKey> Keys, AssetRow? Row, IReadOnlyList<ConnectionRow> Connections, bool IsKnown)
{
    public ValueHistory History { get; init; } = ValueHistory.Empty;

    public string? Name => Row?.Name;

    public decimal TotalUsd => Row?.ValueUsd ?? 0;

    /// <summary>Of the coins, as the chart has it: without unrealised profit.</summary>
    public decimal CoinsUsd => TotalUsd - (Row?.ProfitUsd ?? 0);
}
