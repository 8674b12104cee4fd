using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portfolio.Worker.Exchanges.Okx;

namespace Portfolio.Tests.Exchanges.Okx;

public sealed class OkxOptionsTests
{
    [Fact]
    public void Without_settings_the_three_hosts_of_OKX_are_known() =>
        Assert.Equal(
            ["global https://openapi.okx.com/", "eea https://eea.okx.com/", "us https://us.okx.com/"], Hosts());

    [Fact]
    public void Another_base_address_has_no_regions_unless_they_are_configured()
    {
        Assert.Equal(["global http://localhost:1/"], Hosts(("BaseUrl", "http://localhost:1")));
        Assert.Equal(
            ["global http://localhost:1/", "eea http://localhost:1/eea"],
            Hosts(("BaseUrl", "http://localhost:1"), ("Regions:eea", "http://localhost:1/eea")));
    }

    [Fact]
    public void Regions_that_are_configured_are_all_there_are() =>
        Assert.Equal(
            ["global https://openapi.okx.com/", "au https://au.example.com/"],
            Hosts(("Regions:au", "https://au.example.com")));

    [Theory]
    [InlineData("Regions:eea", "ftp://eea.okx.com", "Regions")]
    [InlineData("Regions:eea", "https://user:secret@eea.okx.com", "Regions")]
    [InlineData("Regions:global", "https://eea.okx.com", "Regions")]
    [InlineData("BaseUrl", "https://openapi.okx.com/?x=1", "BaseUrl")]
    [InlineData("Retries", "0", "Retries")]
    [InlineData("PriceAge", "00:10:00", "PriceAge")]
    public void A_wrong_setting_is_named(string name, string value, string named)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Hosts((name, value)));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    private static List<string> Hosts(params (string Name, string Value)[] settings)
    {
        using var services = OkxFixture.Services(TimeProvider.System, new CapturedLog(), settings);
        return [.. services.GetRequiredService<IOptions<OkxOptions>>().Value.Hosts()
            .Select(host => $"{host.Region} {host.Address}")];
    }
}
