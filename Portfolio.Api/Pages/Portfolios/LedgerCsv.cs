using Portfolio.Api.Answers;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Portfolios;

/// <summary>The transactions that the page's table shows, as a file, with the table's names.</summary>
internal static class LedgerCsv
{
    /// <param name="portfolio">Its name.</param>
    /// <param name="rows">Read while the file is written.</param>
    public static IResult Of(
        string portfolio, IAsyncEnumerable<LedgerRow> rows, DateTimeOffset now) => Csv.Answer(
        new CsvFileName("transactions", portfolio, now),
        [
            "occurredAt", "symbol", "name", "source", "delta", "quantity", "reason", "connection", "connectionId",
            "continues", "valueUsd",
        ],
        rows.Select(Cells));

    private static IReadOnlyList<CsvCell> Cells(LedgerRow row) =>
    [
        CsvCell.Time(row.OccurredAt), CsvCell.Text(row.Symbol), CsvCell.Text(row.Name), CsvCell.Text(row.Source),
        CsvCell.Number(row.Delta), CsvCell.Number(row.Quantity), CsvCell.Text(row.Reason), CsvCell.Text(row.Label),
        CsvCell.Text(row.ConnectionId), CsvCell.Text(row.Continues), CsvCell.Number(row.ValueUsd),
    ];
}
