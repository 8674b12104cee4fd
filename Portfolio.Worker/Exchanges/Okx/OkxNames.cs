using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>
/// The assets' names, region by region: OKX tells a key about what its region lists. Only a region's own keys can read
/// them, so while a region has given none, those that another region's keys have read are taken.
/// </summary>
internal sealed class OkxNames(
    OkxHosts hosts, IOptions<OkxOptions> options, TimeProvider clock, ILogger<OkxNames> logger)
{
    private readonly FrozenDictionary<OkxHost, AssetNames> names = hosts.All.ToFrozenDictionary(
        host => host, host => new AssetNames("OKX", options.Value.NamesAge, clock, logger));

    public async Task<IReadOnlyDictionary<string, string>> GetAsync(ExchangeKey key, CancellationToken ct)
    {
        var host = hosts.Of(key);
        var own = await names[host].GetAsync(
            () => host.GetSignedAsync(OkxPaths.Currencies, "", key.Credentials, Read, CancellationToken.None), ct);
        return own.Count > 0
            ? own
            : hosts.From(key.Region).Select(other => names[other].Known).FirstOrDefault(known => known.Count > 0, own);
    }

    /// <summary>An asset is listed once for each chain; its first name counts.</summary>
    /// <exception cref="JsonException">Not the list of currencies.</exception>
    public static Dictionary<string, string> Read(ReadOnlySpan<byte> body)
    {
        var rows = OkxBody<OkxCurrencyBody>.DataOf(JsonSerializer.Deserialize(body, OkxJson.Default.Currencies));
        var read = new Dictionary<string, string>();
        foreach (var row in rows)
        {
            if (row is { Ccy: { Length: > 0 } symbol, Name: { Length: > 0 } name })
                read.TryAdd(symbol, name);
        }

        return read;
    }
}
