using System.Text.Json;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges.Kraken;

/// <summary>
/// The list of pairs, without those of tokenised shares. It has the pairs that trade or pause; delisted ones vanish
/// from it.
/// </summary>
internal static class KrakenMarket
{
    private const string Currency = "currency";

    /// <param name="before">As in <see cref="SpotPairs.Of"/>.</param>
    /// <exception cref="JsonException">Not the list of pairs, or none of a pair that trades.</exception>
    public static ListReading<SpotPairs> Read(
        ReadOnlySpan<byte> body, DateTimeOffset readAt, SpotPairs? before = null)
    {
        var read = KrakenRows.Of(body, KrakenJson.Default.KrakenPairBody);
        return SpotPairs.Of(
            read.Rows.Where(row => row.Value.AclassBase is null or Currency).Select(row => PairOf(row.Key, row.Value)),
            read.Unreadable,
            readAt,
            before);
    }

    /// <summary>
    /// In states that are not named here no order is matched; older answers have none (docs.kraken.com, "Get Tradable
    /// Asset Pairs").
    /// </summary>
    private static ListedPair? PairOf(string id, KrakenPairBody row) =>
        AssetName.IsOne(row.Base) && AssetName.IsOne(row.Quote)
            ? new ListedPair(
                id,
                KrakenNames.SymbolOf(row.Base),
                KrakenNames.SymbolOf(row.Quote),
                row.Status is null or "online" or "post_only" or "limit_only" or "reduce_only"
                    ? AssetMarket.Trading
                    : AssetMarket.Halted)
            : null;
}
