using Portfolio.Storage.Syncs;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

[NeedsServers]
public sealed class EgressTests(PostgresServer postgres)
{
    [Fact]
    public async Task Each_exchange_and_each_region_has_the_address_that_it_reported()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        var addresses = stores.Worker<EgressStore>();
        await addresses.LearnAsync("okx:eea", "203.0.113.7", Stores.Noon, Cancel);

        Assert.Null(await addresses.FindAsync("binance", "binance", Cancel));
        Assert.Equal("203.0.113.7", await addresses.FindAsync("okx", "okx", Cancel));

        await addresses.LearnAsync("okx", "2001:db8::17", Stores.Noon.AddHours(1), Cancel);
        Assert.Equal("2001:db8::17", await addresses.FindAsync("okx", "okx", Cancel));
        Assert.Equal("203.0.113.7", await addresses.FindAsync("okx", "okx:eea", Cancel));
        Assert.Equal("2001:db8::17", await addresses.FindAsync("okx", "okx:us", Cancel));
        Assert.Null(await stores.Api<EgressStore>().FindAsync("binance", "binance", Cancel));
    }
}
