using System.Text.Json;
using Microsoft.Extensions.Options;
using Portfolio.Contracts.Exchanges;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>The assets' names, as Binance lists them beside their networks.</summary>
internal sealed class BinanceNames(
    BinanceClient client,
    IOptions<BinanceOptions> options,
    TimeProvider clock,
    ListMetrics metrics,
    ILogger<BinanceNames> logger)
{
    private readonly AssetNames names = new(ExchangeNames.Binance, options.Value.NamesAge, clock, metrics, logger);

    public Task<IReadOnlyDictionary<string, string>> GetAsync(ExchangeKey key, CancellationToken ct) =>
        names.GetAsync(
            () => client.GetSignedAsync(
                "/sapi/v1/capital/config/getall", "", key, Read, CancellationToken.None),
            ct);

    /// <exception cref="JsonException">Not the list of coins.</exception>
    public static NameRows Read(ReadOnlySpan<byte> body)
    {
        var read = ListRows.OfArray(body, BinanceJson.Default.BinanceCoinBody);
        return NameRows.Of(read.Rows.Select(coin => (coin.Coin, coin.Name)), read.Unreadable);
    }
}
