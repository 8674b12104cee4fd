using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portfolio.Api.Pages.Shell;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Pages.Portfolios;

public sealed partial class HoldingsTable
{
    /// <summary>Fewer than this are never folded.</summary>
    private const int Few = 8;

    private GradualRows drawn = null!; // Made before it is rendered.
    private string search = "";
    private AssetOrder order = AssetOrder.ByValue;
    private string? read;
    private bool unfolded;

    [Parameter, EditorRequired] public IReadOnlyList<AssetRow> Rows { get; set; } = [];

    [Parameter, EditorRequired] public Composition Whole { get; set; } = null!; // Required.

    /// <summary>The connections that the assets are at.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<ConnectionRow> Connections { get; set; } = [];

    /// <summary>See <see cref="AssetOrder.Read"/>.</summary>
    [Parameter] public string? Order { get; set; }

    [Parameter] public EventCallback<string?> OrderChanged { get; set; }

    /// <summary>The address of the file with all holdings.</summary>
    [Parameter, EditorRequired] public string Csv { get; set; } = "";

    private List<AssetRow> Small => Rows.Count <= Few ? [] : [.. Rows.Where(IsSmall)];

    private IEnumerable<AssetRow> Shown => order.Sort(Rows.Where(asset => search is not ""
        ? Matches(asset)
        : unfolded || Rows.Count <= Few || !IsSmall(asset)));

    private string ShowSmall
    {
        get
        {
            var value = Format.Usd(Small.Sum(ValueOf));
            return Plural.Of(
                Small.Count,
                Texts.FormatHoldings_ShowSmall_One(value),
                count => Texts.FormatHoldings_ShowSmall_Many(count, value));
        }
    }

    private static decimal ValueOf(AssetRow asset) => asset.ValueUsd ?? 0;

    private string ArrowOf(string column) => order.DirectionOf(column) switch
    {
        null => Icons.Material.Rounded.UnfoldMore,
        AssetOrder.Descending => Icons.Material.Rounded.ArrowDropDown,
        _ => Icons.Material.Rounded.ArrowDropUp,
    };

    /// <summary>Never an asset without a price, nor a debt.</summary>
    private bool IsSmall(AssetRow asset) =>
        asset is { ValueUsd: not null, DebtUsd: 0, Borrowed: 0 } && Whole.ShareOf(asset) < 0.002m;

    private bool Matches(AssetRow asset) =>
        asset.Symbol.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase)
        || asset.Name.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase);

    private Task SortByAsync(string column)
    {
        order = order.Pressed(column);
        return OrderChanged.InvokeAsync(order.Text);
    }

    /// <summary>An order is read when it is new, so that an older one does not undo a choice made here.</summary>
    protected override void OnParametersSet()
    {
        if (Order == read)
            return;

        read = Order;
        order = AssetOrder.Read(Order);
    }

    protected override Task OnParametersSetAsync()
    {
        if (drawn is not null)
            return Task.CompletedTask;

        drawn = new GradualRows(Time);
        return RendererInfo.IsInteractive ? drawn.AddAsync(Shown.Count(), StateHasChanged) : Task.CompletedTask;
    }
}
