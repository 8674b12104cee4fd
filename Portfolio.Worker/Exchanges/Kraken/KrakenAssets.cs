using System.Text.Json;
using Microsoft.Extensions.Options;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges.Kraken;

/// <summary>
/// The symbols of all assets, read only for rows with a suffix that is not known: it decides whether the part before
/// the suffix is an asset. Kraken's lists have no names of assets such as "Bitcoin".
/// </summary>
internal sealed class KrakenAssets(
    KrakenClient client, IOptions<KrakenOptions> options, TimeProvider clock, ListMetrics metrics,
    ILogger<KrakenAssets> logger)
{
    private readonly PublicList<HashSet<string>> symbols = new(
        new ListTerms(ExchangeNames.Kraken, "assets", options.Value.NamesAge, ServesFor: TimeSpan.MaxValue),
        clock, metrics, logger);

    /// <exception cref="ExchangeException">
    /// There is no list yet. A guess would let coins change their name with the next sync.
    /// </exception>
    public async Task<IReadOnlySet<string>> GetAsync(CancellationToken ct)
    {
        var list = await symbols.GetAsync(ReadAsync, ct);
        return list.Value ?? throw list.Failure
            ?? new ExchangeException(ErrorKinds.ExchangeUnavailable, null, "There is no list of assets.");
    }

    /// <exception cref="JsonException">Not the list of assets.</exception>
    public static ListReading<HashSet<string>> Read(ReadOnlySpan<byte> body)
    {
        var read = KrakenRows.Of(body, KrakenJson.Default.KrakenAssetBody);
        HashSet<string> symbols = [.. read.Rows.Keys.Select(KrakenNames.SymbolOf)];
        return symbols.Count > 0
            ? new ListReading<HashSet<string>>(symbols, symbols.Count, read.Unreadable)
            : throw new JsonException("There are no assets.");
    }

    private Task<ListReading<HashSet<string>>> ReadAsync() =>
        client.GetAsync(KrakenPaths.Assets, "", Read, CancellationToken.None);
}
