using System.Text.Json;
using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges.Kraken;

/// <summary>
/// Reads all allocations. The documentation says that everything comes on the first page, and its example names a next
/// one (docs.kraken.com, "List Earn Allocations"), so a page that is named is requested. One without anything new is
/// the first page again, from a server that does not know pages.
/// </summary>
internal sealed class KrakenAllocationPages(KrakenClient client)
{
    private const string Nonzero = "hide_zero_allocations=true";
    private const int MostPages = 20;

    public async Task<KrakenAllocations> ReadAsync(ExchangeKey key, CancellationToken ct)
    {
        var (items, cursor) = await ReadPageAsync(key, null, ct);
        var (all, seen) = (items.ToList(), items.Select(Id).ToHashSet());
        for (var pages = 1; cursor is not null && pages < MostPages; pages++)
        {
            (items, var next) = await ReadPageAsync(key, cursor, ct);
            var added = items.Where(item => seen.Add(Id(item))).ToList();
            all.AddRange(added);
            cursor = added.Count > 0 ? next : null;
        }

        return cursor is null
            ? KrakenAllocations.Of(all)
            : throw new ExchangeException(
                ErrorKinds.ExchangeUnavailable, null, $"Kraken's Earn has more than {MostPages} pages.");
    }

    /// <exception cref="JsonException">Not the allocations, or one of them cannot be read.</exception>
    public static (IReadOnlyList<KrakenAllocation> Items, string? Next) Read(ReadOnlySpan<byte> body)
    {
        var result = KrakenBody<KrakenAllocationsBody>.ResultOrNone(
            JsonSerializer.Deserialize(body, KrakenJson.Default.Allocations));
        if (result is { Items: null })
            throw new JsonException("The allocations have no items.");

        return ([.. (result?.Items ?? []).Select(Of)], result?.NextCursor is { Length: > 0 } next ? next : null);
    }

    private async Task<(IReadOnlyList<KrakenAllocation> Items, string? Next)> ReadPageAsync(
        ExchangeKey key, string? cursor, CancellationToken ct)
    {
        await using var call = client.Begin(key);
        var form = cursor is null ? Nonzero : $"{Nonzero}&cursor={Uri.EscapeDataString(cursor)}";
        return await call.PostAsync(KrakenPaths.Allocations, form, Read, ct);
    }

    private static KrakenAllocation Of(KrakenAllocationBody? item) =>
        AssetName.IsOne(item?.NativeAsset) && item.AmountAllocated?.Total?.Native is { } quantity
            ? new KrakenAllocation(item.StrategyId ?? "", KrakenNames.SymbolOf(item.NativeAsset), quantity)
            : throw new JsonException("An allocation lacks its asset or its amount.");

    private static (string Strategy, string Symbol) Id(KrakenAllocation item) => (item.Strategy, item.Symbol);
}
