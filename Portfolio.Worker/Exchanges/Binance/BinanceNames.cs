using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Portfolio.Storage.Credentials;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>
/// The assets' names, read with the key of whoever comes first and kept for all. A courtesy: a sync neither fails nor
/// waits long for them.
/// </summary>
internal sealed partial class BinanceNames(
    BinanceClient client, IOptions<BinanceOptions> options, TimeProvider clock, ILogger<BinanceNames> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(10);

    private readonly SharedReading<NameList> names = new();

    public async Task<IReadOnlyDictionary<string, string>> GetAsync(ApiCredentials credentials, CancellationToken ct)
    {
        try
        {
            var list = await names
                .GetAsync(known => clock.GetUtcNow() < known.DueAt, () => ReadAsync(credentials), ct)
                .WaitAsync(Patience, clock, ct);
            return list.Names;
        }
        catch (TimeoutException)
        {
            return Known;
        }
    }

    private IReadOnlyDictionary<string, string> Known => names.Latest?.Names ?? FrozenDictionary<string, string>.Empty;

    private async Task<NameList> ReadAsync(ApiCredentials credentials)
    {
        try
        {
            var read = await client.GetSignedAsync(
                "/sapi/v1/capital/config/getall", "", credentials, Read, CancellationToken.None);
            return new NameList(read, clock.GetUtcNow() + options.Value.NamesAge);
        }
        catch (ExchangeException failure)
        {
            LogUnread(failure.Kind, failure.Code);
            return new NameList(Known, clock.GetUtcNow() + AfterFailure);
        }
    }

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

    [LoggerMessage(LogLevel.Warning, "Binance's asset names could not be read ({Kind}, {Code}); the known ones stay")]
    private partial void LogUnread(string kind, string? code);

    private sealed record NameList(IReadOnlyDictionary<string, string> Names, DateTimeOffset DueAt);
}
