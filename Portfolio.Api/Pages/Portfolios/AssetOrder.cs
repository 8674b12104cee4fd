namespace Portfolio.Api.Pages.Portfolios;

/// <summary>How a table of assets is sorted.</summary>
internal sealed record AssetOrder(string Column, bool IsDescending)
{
    public const string Ascending = "ascending";

    public const string Descending = "descending";

    public static readonly AssetOrder ByValue = new("value", true);

    /// <summary>The sortable columns, their words, and their style.</summary>
    public static (string Key, string Words, string? Style)[] Columns =>
    [
        ("asset", Texts.Common_Asset, null),
        ("quantity", Texts.Common_Quantity, "right"),
        ("price", Texts.Common_Price, "right wide-only"),
        ("day", Texts.Holdings_DayColumn, "right wide-only"),
        ("value", Texts.Common_Value, "right"),
        ("share", Texts.Common_Share, "right wide-only"),
    ];

    /// <summary>As in an address: "price-asc"; null for the most valuable first.</summary>
    public string? Text => this == ByValue ? null : $"{Column}-{(IsDescending ? "desc" : "asc")}";

    /// <summary>Of a <see cref="Text"/>; the most valuable first for any other text.</summary>
    public static AssetOrder Read(string? text) =>
        text?.Split('-') is [var column, ("asc" or "desc") and var direction]
        && Columns.Any(known => known.Key == column)
            ? new AssetOrder(column, direction is "desc")
            : ByValue;

    /// <summary>The value of <c>aria-sort</c>; null where another column is sorted by.</summary>
    public string? DirectionOf(string column) =>
        column != Column ? null : IsDescending ? Descending : Ascending;

    /// <summary>After a press on a column's head: the largest first, or the other way round.</summary>
    public AssetOrder Pressed(string column) =>
        new(column, column == Column ? !IsDescending : column is not "asset");

    public IEnumerable<AssetRow> Sort(IEnumerable<AssetRow> rows)
    {
        if (Column is "asset")
        {
            return IsDescending
                ? rows.OrderByDescending(row => row.Symbol, StringComparer.OrdinalIgnoreCase)
                : rows.OrderBy(row => row.Symbol, StringComparer.OrdinalIgnoreCase);
        }

        Func<AssetRow, decimal> by = Column switch
        {
            "quantity" => row => row.Quantity,
            "price" => row => row.PriceUsd ?? -1,
            "day" => row => row.Day?.Share ?? decimal.MinValue,
            "share" => row => row.AssetsUsd,
            _ => row => row.ValueUsd ?? decimal.MinValue,
        };
        return IsDescending ? rows.OrderByDescending(by) : rows.OrderBy(by);
    }
}
