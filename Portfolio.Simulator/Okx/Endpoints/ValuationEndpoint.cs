using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Okx.Accounts;
using Portfolio.Simulator.Okx.Market;

namespace Portfolio.Simulator.Okx.Endpoints;

/// <summary>OKX's value of the whole account, with the parts that no other endpoint here shows.</summary>
internal sealed class ValuationEndpoint(OkxMarket market, SimulatorClock clock)
{
    private static readonly string[] Units = ["BTC", "USDT", "USD", "EUR"];

    public OkxAnswer Get(OkxCall call)
    {
        var listing = market.Current;
        var ccy = call.Parameter("ccy") ?? "BTC";
        if (!Units.Contains(ccy) || listing.Usd(ccy) is not (> 0 and var unit))
            return OkxError.Parameter("ccy");

        return Write(new Dictionary<string, decimal>
        {
            ["classic"] = Outside("classic"),
            ["earn"] = Outside("earn") + Value(OkxWallets.Savings) + Value(OkxWallets.OnChain),
            ["funding"] = Value(OkxWallets.Funding),
            ["trading"] = Value(OkxWallets.Trading),
        });

        decimal Value(Wallet wallet) => decimal.Round(
            call.Account.Wallet(wallet).Sum(row => row.Value.Total * (listing.Usd(row.Key) ?? 0)) / unit, 8);

        decimal Outside(string wallet) => decimal.Round(
            call.Account.OutsideBtc.GetValueOrDefault(wallet) * (listing.Usd("BTC") ?? 0) / unit, 8);
    }

    private byte[] Write(Dictionary<string, decimal> parts) => OkxAnswer.Data(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("details");
        foreach (var (part, value) in parts)
            json.WriteNumberText(part, value);
        json.WriteEndObject();
        json.WriteNumberText("totalBal", parts.Values.Sum());
        json.WriteTime("ts", clock.Now);
        json.WriteEndObject();
    });
}
