using System.Runtime.CompilerServices;
using Portfolio.Api.Answers;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Portfolios;

/// <summary>A portfolio's lists for spreadsheets: all of them, with the columns that the JSON has.</summary>
internal static class PortfolioCsv
{
    private const int Batch = 500;

    public static IResult Holdings(IReadOnlyList<HoldingRow> rows, DateTimeOffset now) => Csv.Answer(
        "holdings",
        now,
        [
            "symbol", "name", "source", "quantity", "priceUsd", "valueUsd", "priceSource", "pricedAt", "staleSince", "wallets",
            "unrealizedProfit", "unrealizedProfitUsd",
        ],
        rows.Select(Cells).ToAsyncEnumerable());

    public static IResult Transactions(
        TransactionStore store, Guid userId, Guid portfolioId, DateTimeOffset now, CancellationToken ct) => Csv.Answer(
        "transactions",
        now,
        ["id", "type", "symbol", "quantity", "delta", "reason", "connectionId", "runId", "occurredAt"],
        TransactionsAsync(store, userId, portfolioId, ct));

    private static async IAsyncEnumerable<IReadOnlyList<string>> TransactionsAsync(
        TransactionStore store, Guid userId, Guid portfolioId, [EnumeratorCancellation] CancellationToken ct)
    {
        long? after = null;
        IReadOnlyList<TransactionRow> rows;
        do
        {
            rows = await store.ListAsync(userId, portfolioId, after, Batch, ct);
            foreach (var row in rows)
            {
                yield return Cells(row);
                after = row.Position;
            }
        }
        while (rows.Count is Batch);
    }

    private static IReadOnlyList<string> Cells(HoldingRow row) =>
    [
        Csv.Text(row.Symbol), Csv.Text(row.Name), Csv.Plain(row.Source), Csv.Plain(row.Quantity), Csv.Plain(row.PriceUsd),
        Csv.Plain(row.ValueUsd), Csv.Text(row.PriceSource), Csv.Plain(row.PricedAt), Csv.Plain(row.StaleSince),
        Csv.Text(string.Join("; ", row.Wallets.Zip(row.WalletQuantities, (wallet, quantity) => $"{wallet} {quantity}"))),
        Csv.Plain(row.UnrealizedProfit), Csv.Plain(row.UnrealizedProfitUsd),
    ];

    private static IReadOnlyList<string> Cells(TransactionRow row) =>
    [
        Csv.Plain($"{row.Id}"), Csv.Plain(row.Type), Csv.Text(row.Symbol), Csv.Plain(row.Quantity), Csv.Plain(row.Delta),
        Csv.Plain(row.Reason), Csv.Plain($"{row.ConnectionId}"), Csv.Plain($"{row.RunId}"), Csv.Plain(row.OccurredAt),
    ];
}
