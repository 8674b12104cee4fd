using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portfolio.Worker.Exchanges.Binance;
using Portfolio.Worker.Exchanges.Okx;

namespace Portfolio.Tests.Startup;

/// <summary>Keys go over TLS, or stay on this machine.</summary>
public sealed class PlainHttpTests
{
    [Theory]
    [InlineData("https://api.binance.com", null)]
    [InlineData("http://127.0.0.1:8090", null)]
    [InlineData("http://localhost:8090", null)]
    [InlineData("http://[::1]:8090", null)]
    [InlineData("http://simulator:8090", "true")]
    public void An_address_that_no_one_on_the_way_can_read_is_taken(string address, string? allowed) =>
        Assert.Equal(
            new Uri(address), Read<BinanceOptions>(BinanceOptions.Section, "BaseUrl", address, allowed).BaseUrl);

    [Theory]
    [InlineData("http://api.binance.com", null)]
    [InlineData("http://simulator:8090", "false")]
    [InlineData("http://10.0.0.7:8090", null)]
    public void Another_plain_address_stops_the_worker_with_a_sentence(string address, string? allowed)
    {
        var stopped = Assert.Throws<OptionsValidationException>(
            () => Read<BinanceOptions>(BinanceOptions.Section, "BaseUrl", address, allowed));

        Assert.Contains("Exchanges:AllowPlainHttp", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void So_does_one_of_a_region() => Assert.Throws<OptionsValidationException>(
        () => Read<OkxOptions>(OkxOptions.Section, "Regions:eea", "http://eea.example", null));

    private static T Read<T>(string section, string name, string address, string? allowed)
        where T : class
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"{section}:{name}"] = address, ["Exchanges:AllowPlainHttp"] = allowed,
        }).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging();
        services.AddBinance().AddOkx();
        return services.BuildServiceProvider().GetRequiredService<IOptions<T>>().Value;
    }
}
