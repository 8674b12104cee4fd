using Microsoft.AspNetCore.Components;
using Portfolio.Api.Currencies;
using Portfolio.Api.Pages.Connections;
using Portfolio.Api.Pages.Shell;
using Portfolio.Api.Pages.View;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Portfolios;

public sealed partial class LedgerTable
{
    private const int AtOnce = 25;

    private readonly ReadingOrder readings = new();
    private GradualRows drawn = null!; // Made before it is rendered.
    private IReadOnlyList<ConnectionRow> connections = [];
    private List<LedgerRow>? rows;
    private PastRates rates = PastRates.Dollar;
    private (Guid? Portfolio, long Version, string Currency, string Assets)? shown;
    private bool more;
    private string? asset = "";
    private string? direction = "";
    private string? connection = "";

    /// <summary>Null: all portfolios.</summary>
    [Parameter, EditorRequired] public Guid? PortfolioId { get; set; }

    /// <summary>Changes when the ledger may have grown.</summary>
    [Parameter] public long Version { get; set; }

    /// <summary>Null: all. One asset's table has no search for assets.</summary>
    [Parameter] public IReadOnlyCollection<AssetKey>? Of { get; set; }

    private bool Filtered => Search is not { Asset: null, ConnectionId: null, Direction: null };

    private string Csv => Downloads.Transactions(PortfolioId, Search, Format.Currency.Code);

    private LedgerSearch Search => new(
        asset is "" ? null : asset, Guid.TryParse(connection, out var id) ? id : null, direction is ""
        ? null : direction, Of);

    protected override void OnInitialized() => drawn = new GradualRows(Time);

    // Prerendered pages leave it out, because it is below the first screen.
    protected override async Task OnParametersSetAsync()
    {
        var wanted = (PortfolioId, Version, Format.Currency.Code, string.Join(' ', Of ?? []));
        if (!RendererInfo.IsInteractive || shown == wanted)
            return;

        if (shown?.Portfolio != PortfolioId)
            Clear();
        shown = wanted;
        connections = await Connections.ListIntoAsync(await PageUser.IdAsync(), PortfolioId, CancellationToken.None);
        var first = rows is null;
        await LoadAsync(Math.Max(AtOnce, rows?.Count ?? 0));
        if (first && rows is not null)
            await drawn.AddAsync(rows.Count, StateHasChanged);
    }

    private static string? ReasonOf(LedgerRow row) => row.Reason switch
    {
        "gone" => Texts.Ledger_Gone,
        "dust" => Texts.Ledger_Dust,
        "disconnected" => Texts.Ledger_Disconnected,
        "restated" => Texts.Common_Restated,
        "first_read" => Texts.Ledger_FirstRead,
        "renamed" when row.Continues == row.Symbol => Texts.Ledger_CameBack,
        "renamed" when row.Continues is { } old => Texts.FormatLedger_RenamedFrom(old),
        _ => DisplayNames.Renaming(row.Reason),
    };

    /// <summary>Explains a reason that is not plain; null: it is.</summary>
    private static string? ExplanationOf(LedgerRow row) => row.Reason switch
    {
        "restated" => DisplayNames.Restated,
        "first_read" => Texts.Ledger_FirstReadTitle,
        _ => null,
    };

    private static bool IsRestated(LedgerRow row) => row.Reason is "restated";

    /// <summary>Neither up nor down where no coins moved.</summary>
    private static string? ToneOf(LedgerRow row) =>
        IsRestated(row) ? null : row.Delta.StartsWith('-') ? "less" : "more";

    private void Clear() => (asset, direction, connection) = ("", "", "");

    private async Task FilterAsync(Action change)
    {
        change();
        await LoadAsync(AtOnce);
    }

    private async Task LoadAsync(int count)
    {
        var reading = readings.Begin();
        var found = await Ledger.SearchAsync(
            await PageUser.IdAsync(), PortfolioId, Search, null, count + 1, CancellationToken.None);
        var then = await Currencies.PastAsync(
            Format.Currency, found.Select(row => row.OccurredAt), CancellationToken.None);
        if (readings.Accepts(reading))
            (rows, more, rates) = ([.. found.Take(count)], found.Count > count, then);
    }

    /// <summary>At the rate of then; null where the asset had no price, and where no rate of then is kept.</summary>
    private decimal? ValueOf(LedgerRow row) =>
        row.ValueUsd is null ? null : rates.Of(Amounts.Read(row.ValueUsd), row.OccurredAt);

    private Task MoreAsync() => LoadAsync((rows?.Count ?? 0) + AtOnce * 2);
}
