using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portfolio.Api.Pages.Connections;
using Portfolio.Api.Pages.View;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Portfolios;

public sealed partial class HoldingsTable
{
    /// <summary>Fewer than this are never folded.</summary>
    private const int Few = 8;

    private static readonly (string Key, string Words, string? Style)[] Columns =
    [
        ("asset", "Asset", null), ("quantity", "Quantity", "right"), ("price", "Price", "right wide-only"),
        ("day", "24 h", "right wide-only"), ("value", "Value", "right"), ("share", "Share", "right wide-only"),
    ];

    /// <summary>Prices are refreshed every minute: an older one is not the market's of now.</summary>
    private static readonly TimeSpan OldAfter = TimeSpan.FromMinutes(5);

    private string search = "";
    private static readonly (string Sort, bool Descending) ByValue = ("value", true);

    private string sort = ByValue.Sort;
    private bool descending = ByValue.Descending;
    private string? read;
    private bool unfolded;

    [Parameter, EditorRequired] public IReadOnlyList<HoldingRow> Holdings { get; set; } = [];

    [Parameter, EditorRequired] public decimal TotalUsd { get; set; }

    /// <summary>A column and its direction, as in "price-asc"; null: the largest value first.</summary>
    [Parameter] public string? Order { get; set; }

    [Parameter] public EventCallback<string?> OrderChanged { get; set; }

    /// <summary>The address of the file with all holdings.</summary>
    [Parameter, EditorRequired] public string Csv { get; set; } = "";

    private List<HoldingRow> Small => Holdings.Count <= Few ? [] : [.. Holdings.Where(IsSmall)];

    private IEnumerable<HoldingRow> Shown => Sorted(Holdings.Where(holding => search is not ""
        ? Matches(holding)
        : unfolded || Holdings.Count <= Few || !IsSmall(holding)));

    private static decimal ValueOf(HoldingRow holding) => Amounts.Read(holding.ValueUsd);

    private static string WalletsOf(HoldingRow holding) => $"{holding.Quantity} {holding.Symbol}: " + string.Join(
        ", ",
        holding.Wallets.Zip(
            holding.WalletQuantities, (wallet, quantity) => $"{DisplayNames.Wallet(wallet)} {quantity}"));

    /// <summary>Which pairs the price comes from, and its age where it is old.</summary>
    private string? SourceOf(HoldingRow holding)
    {
        var now = Time.GetUtcNow();
        return holding.PricedAt is { } at && now - at > OldAfter
            ? $"{holding.PriceSource}, {Format.Near(at, now)}"
            : holding.PriceSource;
    }

    private static string ToneOf(string change) => change.StartsWith('-') ? "less" : change is "0" ? "quiet" : "more";

    /// <summary>
    /// "+$15.60 unrealized", in the asset's own units without a price; null when no position is open.
    /// </summary>
    private string? ProfitOf(HoldingRow holding) => holding switch
    {
        { UnrealizedProfitUsd: { } usd } =>
            $"{(usd.StartsWith('-') ? "" : "+")}{Format.Usd(Amounts.Read(usd))} unrealized",
        { UnrealizedProfit: { } profit } => $"{Format.Change(profit)} {holding.Symbol} unrealized",
        _ => null,
    };

    private string ArrowOf(string column) => (sort == column, descending) switch
    {
        (false, _) => Icons.Material.Rounded.UnfoldMore,
        (true, true) => Icons.Material.Rounded.ArrowDropDown,
        _ => Icons.Material.Rounded.ArrowDropUp,
    };

    private bool IsSmall(HoldingRow holding) => holding.ValueUsd is not null && ShareOf(holding) < 0.002m;

    private decimal ShareOf(HoldingRow holding) => TotalUsd is 0 ? 0 : ValueOf(holding) / TotalUsd;

    private bool Matches(HoldingRow holding) =>
        holding.Symbol.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase)
        || holding.Name.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase);

    private IEnumerable<HoldingRow> Sorted(IEnumerable<HoldingRow> rows)
    {
        if (sort is "asset")
        {
            return descending
                ? rows.OrderByDescending(row => row.Symbol, StringComparer.OrdinalIgnoreCase)
                : rows.OrderBy(row => row.Symbol, StringComparer.OrdinalIgnoreCase);
        }

        Func<HoldingRow, decimal> by = sort switch
        {
            "quantity" => row => Amounts.Read(row.Quantity),
            "price" => row => row.PriceUsd is { } price ? Amounts.Read(price) : -1,
            "day" => row => row.PriceChange24hPercent is { } change ? Amounts.Read(change) : decimal.MinValue,
            _ => row => row.ValueUsd is { } value ? Amounts.Read(value) : decimal.MinValue,
        };
        return descending ? rows.OrderByDescending(by) : rows.OrderBy(by);
    }

    private Task SortByAsync(string column)
    {
        (sort, descending) = (column, sort == column ? !descending : column is not "asset");
        return OrderChanged.InvokeAsync(
            (sort, descending) == ByValue ? null : $"{sort}-{(descending ? "desc" : "asc")}");
    }

    /// <summary>An order is read when it is new, so that an older one does not undo a choice made here.</summary>
    protected override void OnParametersSet()
    {
        if (Order == read)
            return;

        read = Order;
        (sort, descending) = Order?.Split('-') is [var column, "asc" or "desc"] && Columns.Any(it => it.Key == column)
            ? (column, Order.EndsWith("-desc", StringComparison.Ordinal))
            : ByValue;
    }
}
