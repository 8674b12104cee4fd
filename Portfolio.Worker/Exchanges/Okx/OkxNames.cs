using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Portfolio.Contracts.Exchanges;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>
/// The assets' names, region by region: OKX shows a key the assets of its region. Only a region's own keys can read
/// them, so until a region has given names, those of another region are used.
/// </summary>
internal sealed class OkxNames(
    OkxHosts hosts,
    IOptions<OkxOptions> options,
    TimeProvider clock,
    ListMetrics metrics,
    ILogger<OkxNames> logger)
{
    private readonly FrozenDictionary<OkxHost, AssetNames> names = hosts.All.ToFrozenDictionary(
        host => host, host => new AssetNames(ExchangeNames.Okx, options.Value.NamesAge, clock, metrics, logger));

    public async Task<IReadOnlyDictionary<string, string>> GetAsync(ExchangeKey key, CancellationToken ct)
    {
        var host = hosts.Of(key);
        var own = await names[host].GetAsync(
            () => host.GetSignedAsync(OkxPaths.Currencies, "", key, Read, CancellationToken.None), ct);
        return own.Count > 0
            ? own
            : hosts.From(key.Region).Select(other => names[other].Known).FirstOrDefault(known => known.Count > 0, own);
    }

    /// <summary>An asset is listed once for each chain; its first name counts.</summary>
    /// <exception cref="JsonException">Not the list of currencies.</exception>
    public static NameRows Read(ReadOnlySpan<byte> body)
    {
        var read = OkxRows.Of(body, OkxJson.Default.OkxCurrencyBody);
        return NameRows.Of(read.Rows.Select(currency => (currency.Ccy, currency.Name)), read.Unreadable);
    }
}
