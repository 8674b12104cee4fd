using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Portfolio.Worker.Exchanges.Binance;
using static Portfolio.Tests.Exchanges.Binance.BinanceFixture;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Binance;

public sealed class BinanceOptionsTests
{
    [Theory]
    [InlineData("BaseUrl", "api.binance.com")]
    [InlineData("BaseUrl", "/api")]
    [InlineData("BaseUrl", "ftp://api.binance.com")]
    [InlineData("BaseUrl", "https://user:password@api.binance.com")]
    [InlineData("BaseUrl", "https://api.binance.com/?x=1")]
    [InlineData("RecvWindow", "60001")]
    [InlineData("AttemptTimeout", "00:00:00")]
    [InlineData("PriceAge", "1.00:00:00")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string name, string value)
    {
        using var host = Host((name, value));

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Cancel));

        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_setting_it_is_the_real_Binance()
    {
        using var host = Host();
        await host.StartAsync(Cancel);

        var settings = host.Services.GetRequiredService<IOptions<BinanceOptions>>().Value;
        Assert.Equal("https://api.binance.com/", settings.BaseUrl.AbsoluteUri);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/venue")]
    [InlineData("/venue/")]
    public async Task An_address_may_end_in_a_slash_or_in_a_path(string ending)
    {
        await using var server = await StubServer.StartAsync(Cancel);
        var path = ending.TrimEnd('/');
        var pair = """{"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT"}""";
        server.On($"{path}{Tickers}", Answer("""[{"symbol":"BTCUSDT","price":"1"}]"""))
            .On($"{path}{Info}", Answer($$"""{"symbols":[{{pair}}]}"""));
        var root = server.Address.AbsoluteUri.TrimEnd('/');
        await using var binance = await StartBinanceAsync(Cancel, ("BaseUrl", root + ending));

        Assert.NotNull((await binance.Exchange.ReadPricesAsync(null, Cancel)).Find("BTC"));
    }

    private static IHost Host(params (string Name, string Value)[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(
            setting => $"{BinanceOptions.Section}:{setting.Name}", setting => (string?)setting.Value));
        builder.Services.AddBinance();
        return builder.Build();
    }
}
