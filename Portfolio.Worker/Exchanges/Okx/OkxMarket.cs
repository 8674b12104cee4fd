using System.Text.Json;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>
/// The list of instruments. Pairs that OKX has ended vanish from it; suspended and announced ones stay there
/// (www.okx.com/docs-v5, "Get instruments").
/// </summary>
internal static class OkxMarket
{
    private const string Trading = "live";

    /// <param name="before">As in <see cref="SpotPairs.Of"/>.</param>
    /// <exception cref="JsonException">Not the list of instruments, or none of a pair that trades.</exception>
    public static ListReading<SpotPairs> Read(
        ReadOnlySpan<byte> body, DateTimeOffset readAt, SpotPairs? before = null)
    {
        var read = OkxRows.Of(body, OkxJson.Default.OkxInstrumentBody);
        return SpotPairs.Of(read.Rows.Select(PairOf), read.Unreadable, readAt, before);
    }

    private static ListedPair? PairOf(OkxInstrumentBody row) =>
        row is { InstId: { } id, State: { } state, BaseCcy: { } first, QuoteCcy: { } second }
        && AssetName.IsOne(id) && AssetName.IsOne(first) && AssetName.IsOne(second)
            ? new ListedPair(id, first, second, state is Trading ? AssetMarket.Trading : AssetMarket.Halted)
            : null;
}
