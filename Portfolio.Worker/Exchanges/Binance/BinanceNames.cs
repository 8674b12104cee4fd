using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>The assets' names, as Binance lists them beside their networks.</summary>
internal sealed class BinanceNames(
    BinanceClient client, IOptions<BinanceOptions> options, TimeProvider clock, ILogger<BinanceNames> logger)
{
    private readonly AssetNames names = new("Binance", options.Value.NamesAge, clock, logger);

    public Task<IReadOnlyDictionary<string, string>> GetAsync(ExchangeKey key, CancellationToken ct) =>
        names.GetAsync(
            () => client.GetSignedAsync(
                "/sapi/v1/capital/config/getall", "", key, Read, CancellationToken.None),
            ct);

    private static Dictionary<string, string> Read(ReadOnlySpan<byte> body)
    {
        var coins = JsonSerializer.Deserialize(body, BinanceJson.Default.ListBinanceCoinBody)
            ?? throw new JsonException("There are no coins.");
        var read = new Dictionary<string, string>(coins.Count);
        foreach (var coin in coins)
        {
            if (coin is { Coin: { Length: > 0 } symbol, Name: { Length: > 0 } name })
                read[symbol] = name;
        }

        return read;
    }
}
