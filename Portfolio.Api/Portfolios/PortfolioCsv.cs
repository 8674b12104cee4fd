using Portfolio.Api.Answers;
using Portfolio.Api.Currencies;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Prices;

namespace Portfolio.Api.Portfolios;

/// <summary>A portfolio's complete lists for spreadsheets, with the columns of the JSON.</summary>
internal static class PortfolioCsv
{
    /// <param name="portfolio">Its name.</param>
    /// <param name="derivatives">A row each after the holdings, without a symbol, so that the values add up.</param>
    /// <param name="currency">Adds three columns; null: none.</param>
    public static IResult Holdings(
        string portfolio, IReadOnlyList<HoldingRow> rows, IReadOnlyList<DerivativeRow> derivatives,
        CurrencyRate? currency, DateTimeOffset now) => Csv.Answer(
        new CsvFileName("holdings", portfolio, now),
        [
            "symbol", "name", "source", "quantity", "priceUsd", "valueUsd", "priceSource", "pricedAt",
                "staleSince", "wallets",
            "unrealizedProfit", "unrealizedProfitUsd", "priceHost", "priceChange24hUsd", "priceChange24hPercent",
            .. currency is null ? Array.Empty<string>() : ["currency", "price", "value"],
        ],
        rows.Select(row => Cells(row, currency)).Concat(derivatives.Select(row => Cells(row, currency)))
            .ToAsyncEnumerable());

    /// <param name="portfolio">Its name.</param>
    /// <param name="rows">Read while the file is written.</param>
    /// <param name="currency">Adds two columns; null: none.</param>
    public static IResult Transactions(
        string portfolio, IAsyncEnumerable<(TransactionRow Row, string? Value)> rows, CurrencyRate? currency,
        DateTimeOffset now) => Csv.Answer(
        new CsvFileName("transactions", portfolio, now),
        [
            "id", "type", "symbol", "quantity", "delta", "reason", "connectionId", "runId", "occurredAt",
            "continuesId", "valueUsd", .. currency is null ? Array.Empty<string>() : ["currency", "value"],
        ],
        rows.Select(one => Cells(one.Row, one.Value, currency)));

    private static IReadOnlyList<CsvCell> Cells(HoldingRow row, CurrencyRate? currency) =>
    [
        CsvCell.Text(row.Symbol), CsvCell.Text(row.Name), CsvCell.Text(row.Source), CsvCell.Number(row.Quantity),
        CsvCell.Number(row.PriceUsd), CsvCell.Number(row.ValueUsd), CsvCell.Text(row.PriceSource),
        CsvCell.Time(row.PricedAt), CsvCell.Time(row.StaleSince),
        CsvCell.Text(
            string.Join("; ", row.Wallets.Zip(row.WalletQuantities, (wallet, quantity) => $"{wallet} {quantity}"))),
        CsvCell.Number(row.UnrealizedProfit), CsvCell.Number(row.UnrealizedProfitUsd), CsvCell.Text(row.PriceHost),
        CsvCell.Number(row.PriceChange24hUsd), CsvCell.Number(row.PriceChange24hPercent),
        .. CsvCell.Amounts(
            currency?.Code, Converted.Price(row.PriceUsd, currency), Converted.Value(row.ValueUsd, currency)),
    ];

    private static IReadOnlyList<CsvCell> Cells(DerivativeRow row, CurrencyRate? currency) =>
    [
        CsvCell.Text(""), CsvCell.Text(WalletLabel.Of(row.Source, row.Wallet)), CsvCell.Text(row.Source),
        CsvCell.Number(null), CsvCell.Number(null), CsvCell.Number(row.ValueUsd), CsvCell.Number(null),
        CsvCell.Time(row.PricedAt), CsvCell.Time(row.StaleSince), CsvCell.Text(row.Wallet),
        CsvCell.Number(null), CsvCell.Number(row.UnrealizedProfitUsd), CsvCell.Number(null), CsvCell.Number(null),
        CsvCell.Number(null), .. CsvCell.Amounts(currency?.Code, null, Converted.Value(row.ValueUsd, currency)),
    ];

    private static IReadOnlyList<CsvCell> Cells(TransactionRow row, string? value, CurrencyRate? currency) =>
    [
        CsvCell.Text(row.Id), CsvCell.Text(row.Type), CsvCell.Text(row.Symbol), CsvCell.Number(row.Quantity),
        CsvCell.Number(row.Delta), CsvCell.Text(row.Reason), CsvCell.Text(row.ConnectionId), CsvCell.Text(row.RunId),
        CsvCell.Time(row.OccurredAt), CsvCell.Text(row.ContinuesId), CsvCell.Number(row.ValueUsd),
        .. CsvCell.Amounts(currency?.Code, value),
    ];
}
