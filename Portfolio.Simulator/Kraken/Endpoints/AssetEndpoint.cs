using System.Text.Json;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Kraken.Accounts;
using Portfolio.Simulator.Kraken.Market;

namespace Portfolio.Simulator.Kraken.Endpoints;

/// <summary>The assets, and each of their suffixed names as an asset of its own.</summary>
internal static class AssetEndpoint
{
    private static readonly Dictionary<string, string> FundingStatuses = new()
    {
        ["WAVES"] = "withdrawal_only", ["AI16Z"] = "funding_temporarily_disabled", ["ZEUS"] = "deposit_only",
    };

    private static readonly IReadOnlyList<AssetName> All = [.. KrakenCoins.All.SelectMany(NamesOf)];

    public static KrakenAnswer Get(KrakenCall call)
    {
        var wanted = call.Parameter("aclass") ?? KrakenCoin.Currency;
        if (wanted is not (KrakenCoin.Currency or KrakenCoin.Tokenized))
            return KrakenError.InvalidArguments;

        var listed = All.Where(name => name.Coin.Class == wanted).ToList();
        if (call.List("asset") is { } requested)
        {
            if (requested.Any(text => !listed.Any(name => name.Is(text))))
                return KrakenError.UnknownAsset;

            listed.RemoveAll(name => !requested.Any(name.Is));
        }

        return KrakenAnswer.Object(json =>
        {
            foreach (var name in listed)
                Write(json, name, call.WantsNewNames);
        });
    }

    /// <summary>Whether an asset is known under a name: id, altname or new name.</summary>
    public static KrakenCoin? Find(string text) =>
        All.FirstOrDefault(name => name.Suffix is "" && name.Is(text)) is { Coin: var coin } ? coin : null;

    private static IEnumerable<AssetName> NamesOf(KrakenCoin coin) =>
        coin.Suffixes.Select(suffix => new AssetName(coin, char.IsAsciiDigit(suffix[0]) ? suffix : "." + suffix))
            .Prepend(new AssetName(coin, ""));

    private static void Write(Utf8JsonWriter json, AssetName name, bool isNew)
    {
        var coin = name.Coin;
        json.WriteStartObject(isNew ? name.NewName : name.Id);
        json.WriteString("aclass", coin.Class);
        json.WriteString("altname", name.Altname);
        json.WriteNumber("decimals", coin.Decimals);
        json.WriteNumber("display_decimals", Math.Min(coin.Decimals, coin.Decimals > 4 ? 5 : 2));
        if (coin.Code is "BTC" or "ETH" or "USD" or "EUR" && name.Suffix is "")
            json.WriteNumber("collateral_value", 1);
        json.WriteString("status", FundingStatuses.GetValueOrDefault(coin.Code, "enabled"));
        json.WriteEndObject();
    }

    private sealed record AssetName(KrakenCoin Coin, string Suffix)
    {
        private readonly KrakenRow _row = new(Coin.Code, Suffix, default, Quantity.Zero);

        public string Id => _row.Name(isNew: false);

        public string NewName => _row.Name(isNew: true);

        public string Altname => Coin.Altname + Suffix;

        public bool Is(string text) => text == Id || text == Altname || text == NewName;
    }
}
