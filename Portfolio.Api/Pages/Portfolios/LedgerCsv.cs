using Portfolio.Api.Answers;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Prices;

namespace Portfolio.Api.Pages.Portfolios;

/// <summary>The transactions that the page's table shows, as a file, with the table's names.</summary>
internal static class LedgerCsv
{
    /// <param name="portfolio">Its name.</param>
    /// <param name="rows">Read while the file is written, with their values in the currency.</param>
    /// <param name="currency">Adds two columns; null: none.</param>
    public static IResult Of(
        string portfolio, IAsyncEnumerable<(LedgerRow Row, string? Value)> rows, CurrencyRate? currency,
        DateTimeOffset now) => Csv.Answer(
        new CsvFileName("transactions", portfolio, now),
        [
            "occurredAt", "symbol", "name", "source", "delta", "quantity", "reason", "connection", "connectionId",
            "continues", "valueUsd", .. currency is null ? Array.Empty<string>() : ["currency", "value"],
        ],
        rows.Select(one => Cells(one.Row, one.Value, currency)));

    private static IReadOnlyList<CsvCell> Cells(LedgerRow row, string? value, CurrencyRate? currency) =>
    [
        CsvCell.Time(row.OccurredAt), CsvCell.Text(row.Symbol), CsvCell.Text(row.Name), CsvCell.Text(row.Source),
        CsvCell.Number(row.Delta), CsvCell.Number(row.Quantity), CsvCell.Text(row.Reason), CsvCell.Text(row.Label),
        CsvCell.Text(row.ConnectionId), CsvCell.Text(row.Continues), CsvCell.Number(row.ValueUsd),
        .. CsvCell.Amounts(currency?.Code, value),
    ];
}
