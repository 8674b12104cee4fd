using Portfolio.Storage.Prices;

namespace Portfolio.Tests.Storage;

/// <summary>The rates of a currency over time, in a ledger's prices and in its model.</summary>
internal sealed class SplitRates
{
    private readonly SplitLedger ledger;
    private readonly SplitModel model;
    private readonly Guid currency;

    public SplitRates(SplitLedger ledger, SplitModel model)
    {
        (this.ledger, this.model, currency) = (ledger, model, ledger.AddAsset());
        Change(0, 4);
    }

    public CurrencyRate Now { get; private set; } = CurrencyRate.Dollar;

    /// <param name="usd">For one unit, from then on.</param>
    public void Change(int minute, decimal usd)
    {
        ledger.Price(currency, minute, usd);
        Finish(usd);
    }

    /// <summary>The rate of now.</summary>
    public void Finish(decimal usd)
    {
        Now = new CurrencyRate { Code = "EUR", AssetId = currency, Usd = usd };
        model.Rate(usd);
    }
}
