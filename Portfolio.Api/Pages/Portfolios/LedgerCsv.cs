using System.Runtime.CompilerServices;
using Portfolio.Api.Answers;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Portfolios;

/// <summary>The transactions that the page's table shows, as a file, with the names that it shows.</summary>
internal static class LedgerCsv
{
    private const int Batch = 500;

    public static IResult Of(
        LedgerStore ledger, Guid userId, Guid portfolioId, LedgerSearch search, DateTimeOffset now, CancellationToken ct) =>
        Csv.Answer(
            "transactions",
            now,
            ["occurredAt", "symbol", "name", "source", "delta", "quantity", "reason", "connection", "connectionId"],
            LinesAsync(ledger, userId, portfolioId, search, ct));

    private static async IAsyncEnumerable<IReadOnlyList<string>> LinesAsync(
        LedgerStore ledger, Guid userId, Guid portfolioId, LedgerSearch search, [EnumeratorCancellation] CancellationToken ct)
    {
        long? after = null;
        IReadOnlyList<LedgerRow> rows;
        do
        {
            rows = await ledger.SearchAsync(userId, portfolioId, search, after, Batch, ct);
            foreach (var row in rows)
            {
                yield return Cells(row);
                after = row.Position;
            }
        }
        while (rows.Count is Batch);
    }

    private static IReadOnlyList<string> Cells(LedgerRow row) =>
    [
        Csv.Plain(row.OccurredAt), Csv.Text(row.Symbol), Csv.Text(row.Name), Csv.Plain(row.Source), Csv.Plain(row.Delta),
        Csv.Plain(row.Quantity), Csv.Plain(row.Reason), Csv.Text(row.Label), Csv.Plain($"{row.ConnectionId}"),
    ];
}
