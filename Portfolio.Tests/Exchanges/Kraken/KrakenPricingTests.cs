using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Kraken;
using static Portfolio.Tests.Exchanges.Kraken.KrakenFixture;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Kraken;

public sealed class KrakenPricingTests
{
    private static readonly string Pairs = Result(
        """
        {"XXBTZUSD":{"base":"XXBT","quote":"ZUSD","aclass_base":"currency","status":"online"},
        "ZEURZUSD":{"base":"ZEUR","quote":"ZUSD","status":"online"},
        "ZUSDZJPY":{"base":"ZUSD","quote":"ZJPY","status":"online"},
        "DEADUSD":{"base":"DEAD","quote":"ZUSD","status":"online"},
        "HALTUSD":{"base":"HALT","quote":"ZUSD","status":"cancel_only"},
        "ONLYEUR":{"base":"ONLY","quote":"ZEUR","status":"post_only"},
        "AAPLxUSD":{"base":"AAPLx","quote":"ZUSD","aclass_base":"tokenized_asset","status":"online"}}
        """);

    private static readonly string Tickers = Result($$"""
        {"XXBTZUSD":{{Row("60000", bid: "59999", ask: "60001")}},
        "ZEURZUSD":{{Row("1.1338", bid: "1.1337", ask: "1.1339")}},
        "ZUSDZJPY":{{Row("160", bid: "159.9", ask: "160.1")}},
        "DEADUSD":{{Row("0.00000", volume: "0.0", bid: "1", ask: "1.1")}},
        "HALTUSD":{{Row("5", bid: "4.9", ask: "5.1")}},
        "ONLYEUR":{{Row("2", bid: "1.99", ask: "2.01")}},
        "BTC/USD:BTNL":{{Row("1", bid: "1", ask: "1")}},
        "GONEUSD":{{Row("7", bid: "6.9", ask: "7.1")}},
        "AAPLxUSD":{{Row("250", bid: "249", ask: "251")}}}
        """);

    [Fact]
    public async Task Prices_come_from_live_pairs_whichever_way_they_are_quoted()
    {
        await using var kraken = await StartAsync();

        var prices = await kraken.Exchange.ReadPricesAsync(null, Cancel);

        Assert.Equal(1, prices.Find("USD")?.Usd);
        Assert.Equal((60_000m, "XXBTZUSD"), (prices.Find("BTC")!.Usd, prices.Find("BTC")!.Source));
        Assert.Equal(1.1338m, prices.Find("EUR")?.Usd);
        Assert.Equal((0.00625m, "1/ZUSDZJPY"), (prices.Find("JPY")!.Usd, prices.Find("JPY")!.Source));
        Assert.Equal(2.2676m, prices.Find("ONLY")?.Usd);
    }

    [Theory]
    [InlineData("DEAD")]
    [InlineData("HALT")]
    [InlineData("GONE")]
    [InlineData("AAPLx")]
    [InlineData("PLN")]
    public async Task A_zero_a_halted_pair_and_a_pair_that_is_not_listed_are_no_price(string symbol)
    {
        await using var kraken = await StartAsync();

        Assert.Null((await kraken.Exchange.ReadPricesAsync(null, Cancel)).Find(symbol));
    }

    [Fact]
    public async Task Many_callers_cost_one_call_without_a_list_of_pairs()
    {
        await using var kraken = await StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => kraken.Exchange.ReadPricesAsync(null, Cancel)));

        Assert.Equal("", Assert.Single(kraken.Server.SeenAt(KrakenPaths.Ticker)).Query);
        Assert.Single(kraken.Server.SeenAt(KrakenPaths.AssetPairs));
    }

    [Theory]
    [InlineData(KrakenPaths.Ticker)]
    [InlineData(KrakenPaths.AssetPairs)]
    public async Task Without_a_list_every_asset_is_unpriced_and_nothing_fails(string path)
    {
        await using var kraken = await StartAsync();
        kraken.Server.On(path, Answer("<html></html>", 520));

        Assert.True((await kraken.Exchange.ReadPricesAsync(null, Cancel)).IsStale);
        Assert.Null(await kraken.Exchange.ReadBestPricesAsync(Cancel));
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_costs_no_other_row_its_price()
    {
        await using var kraken = await StartAsync();
        kraken.Server.On(KrakenPaths.Ticker, Answer(Result(
            $$"""
            {"ZEURZUSD":{"c":"odd"},"ZUSDZJPY":null,"XXBTZUSD":{{Row("60000", bid: "59999", ask: "60001")}}}
            """)));

        var prices = await kraken.Exchange.ReadPricesAsync(null, Cancel);

        Assert.Equal((60_000m, null), (prices.Find("BTC")!.Usd, prices.Find("EUR")));
    }

    [Theory]
    [InlineData("EOS", "A")]
    [InlineData("FTM", "S")]
    [InlineData("ETH2", "ETH")]
    public async Task An_earlier_name_is_known(string old, string name)
    {
        await using var kraken = await StartAsync();

        Assert.Contains(new Rename(old, name), kraken.Exchange.Renames);
    }

    private static async Task<KrakenFixture> StartAsync()
    {
        var kraken = await StartKrakenAsync(Cancel);
        kraken.Server
            .On(KrakenPaths.AssetPairs, Answer(Pairs))
            .On(KrakenPaths.Ticker, Answer(Tickers));
        return kraken;
    }

    private static string Row(string last, string bid, string ask, string volume = "1000000") =>
        $$"""
        {"a":["{{ask}}","1","1.000"],"b":["{{bid}}","1","1.000"],"c":["{{last}}","0.1"],"v":["1","{{volume}}"],
        "p":["{{last}}","{{last}}"],"t":[1,{{(volume is "0.0" ? 0 : 9)}}],"l":["1","1"],"h":["1","1"],"o":"1"}
        """;
}
