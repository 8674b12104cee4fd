using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>The assets' names, region by region: OKX tells a key of what its region lists.</summary>
internal sealed class OkxNames(
    OkxHosts hosts, IOptions<OkxOptions> options, TimeProvider clock, ILogger<OkxNames> logger)
{
    private readonly FrozenDictionary<OkxHost, AssetNames> names = hosts.All.ToFrozenDictionary(
        host => host, host => new AssetNames("OKX", options.Value.NamesAge, clock, logger));

    public Task<IReadOnlyDictionary<string, string>> GetAsync(ExchangeKey key, CancellationToken ct)
    {
        var host = hosts.Of(key);
        return names[host].GetAsync(
            () => host.GetSignedAsync(OkxPaths.Currencies, "", key.Credentials, Read, CancellationToken.None), ct);
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
