using Portfolio.Worker.Exchanges.Kraken;

namespace Portfolio.Tests.Exchanges.Kraken;

public sealed class KrakenNamesTests
{
    [Theory]
    [InlineData("XXBT", "BTC")]
    [InlineData("XBT.F", "BTC")]
    [InlineData("XBT.M", "BTC")]
    [InlineData("XXDG", "DOGE")]
    [InlineData("XDG.F", "DOGE")]
    [InlineData("ETH.F", "ETH")]
    [InlineData("ETH2.S", "ETH2")]
    [InlineData("SETH", "ETH2")]
    [InlineData("ZUSD", "USD")]
    [InlineData("USD.HOLD", "USD")]
    [InlineData("CHF", "CHF")]
    [InlineData("DOT28.S", "DOT")]
    [InlineData("KSM07.S", "KSM")]
    [InlineData("MATIC04.S", "MATIC")]
    [InlineData("GRT28.B", "GRT")]
    [InlineData("DOT.P", "DOT")]
    [InlineData("NVDAx.T", "NVDAx")]
    [InlineData("FLOWH.S", "FLOW")]
    public void A_row_stands_for_its_asset(string row, string symbol) => Assert.Equal(symbol, KrakenNames.OfRow(row));

    [Theory]
    [InlineData("XTZ")]
    [InlineData("XRT")]
    [InlineData("ZETA")]
    [InlineData("ZEUS")]
    [InlineData("ZRX")]
    [InlineData("API3")]
    [InlineData("LUNA")]
    [InlineData("LUNA2")]
    [InlineData("REPV2")]
    [InlineData("AI16Z")]
    [InlineData("SN64")]
    [InlineData("A")]
    [InlineData("S")]
    [InlineData("T")]
    public void A_name_that_only_looks_like_another_one_stays(string name) =>
        Assert.Equal(name, KrakenNames.OfRow(name));

    [Theory]
    [InlineData("API3.F", "API3")]
    [InlineData("API3.S", "API3")]
    [InlineData("C98.S", "C98")]
    [InlineData("SN64.S", "SN64")]
    [InlineData("XTZ.S", "XTZ")]
    [InlineData("LUNA.S", "LUNA")]
    public void Digits_of_a_name_are_no_days_of_bonding(string row, string symbol) =>
        Assert.Equal(symbol, KrakenNames.OfRow(row));

    [Theory]
    [InlineData("SOL.X")]
    [InlineData("USD.BASE")]
    [InlineData(".F")]
    [InlineData("SOL.")]
    public void A_suffix_that_is_not_known_is_not_guessed(string row) => Assert.Null(KrakenNames.OfRow(row));

    [Theory]
    [InlineData("KFEE", false)]
    [InlineData("FEE", false)]
    [InlineData("XETH", true)]
    public void Fee_credits_are_no_asset(string row, bool isOne) => Assert.Equal(isOne, KrakenNames.IsAsset(row));
}
