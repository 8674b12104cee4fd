using Portfolio.Api.Answers;
using Portfolio.Api.Currencies;
using Portfolio.Contracts.Portfolios;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Prices;

namespace Portfolio.Api.Portfolios;

/// <summary>From stored rows to the shapes of answers.</summary>
/// <param name="currency">Null: USD alone.</param>
internal sealed class PortfolioMapping(CurrencyRate? currency)
{
    public PortfolioSummary Of(PortfolioRow row) => new(
        row.Id, row.Name, row.TotalUsd, currency?.Code, Converted.Value(row.TotalUsd, currency));

    public Holding Of(HoldingRow row) => new(
        row.Symbol, row.Name, row.Source, row.Quantity, row.PriceUsd, row.ValueUsd, row.UnrealizedProfit,
        row.UnrealizedProfitUsd, row.PriceSource, row.PriceHost, row.PricedAt, row.PriceChange24hUsd,
        row.PriceChange24hPercent, row.StaleSince,
        [.. row.Wallets.Zip(row.WalletQuantities, (wallet, quantity) => new HoldingWallet(wallet, quantity))],
        currency?.Code, Converted.Price(row.PriceUsd, currency), Converted.Value(row.ValueUsd, currency));

    public DerivativeWallet Of(DerivativeRow row) => new(
        row.ConnectionId, row.Source, row.Wallet, WalletLabel.Of(row.Source, row.Wallet), row.ValueUsd,
        row.UnrealizedProfitUsd, row.Unpriced, row.PricedAt, row.StaleSince, currency?.Code,
        Converted.Value(row.ValueUsd, currency));

    /// <param name="rates">Of the row's time; null without a currency.</param>
    public Transaction Of(TransactionRow row, PastRates? rates) => new(
        row.Id, row.Type, row.Symbol, row.Quantity, row.Delta, row.Reason, row.ConnectionId, row.RunId, row.OccurredAt,
        row.ContinuesId, row.ValueUsd, currency?.Code, Converted.Value(row.ValueUsd, row.OccurredAt, rates));
}
