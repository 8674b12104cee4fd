using Portfolio.Simulator.Kraken.Market;

namespace Portfolio.Simulator.Kraken.Endpoints;

/// <summary>A summary of the account in one asset. No margin position is ever open.</summary>
internal sealed class TradeBalanceEndpoint(KrakenMarket market)
{
    public KrakenAnswer Get(KrakenCall call)
    {
        if (AssetEndpoint.Find(call.Parameter("asset") ?? "ZUSD") is not { } asset)
            return KrakenError.UnknownAsset;

        var listing = market.Current;
        if (listing.Usd(asset.Code) is not (> 0 and var unit))
            return KrakenError.InvalidArguments;

        var worth = call.Account.Rows().Sum(row => row.Balance.Total * listing.Usd(row.Code)) / unit;
        return KrakenAnswer.Object(json =>
        {
            foreach (var whole in (ReadOnlySpan<string>)["eb", "tb", "e", "mf"])
                json.WriteString(whole, KrakenJson.Text(worth, 4));
            foreach (var margin in (ReadOnlySpan<string>)["m", "uv", "n", "c", "v"])
                json.WriteString(margin, "0.0000");
        });
    }
}
