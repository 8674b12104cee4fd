using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>
/// The prices of each region, kept apart: they list different pairs. A region whose host gives none takes those of the
/// next one that does, because a region that is down is no reason to leave its accounts without a value.
/// </summary>
internal sealed class OkxRegionalPrices(
    OkxHosts hosts,
    IOptions<OkxOptions> options,
    TimeProvider clock,
    ListMetrics metrics,
    ILogger<OkxRegionalPrices> logger)
{
    /// <summary>The timeout of one host while another one could answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FrozenDictionary<OkxHost, SpotPrices> prices = hosts.All.ToFrozenDictionary(
        host => host, host => OkxPrices.Of(host, options.Value, clock, metrics, logger));

    /// <summary>
    /// A host's current list before any host's old one. Never fails for lack of a list: without one, no asset is
    /// priced.
    /// </summary>
    /// <param name="region">The one that is read first; null, or one that is not configured: the global one.</param>
    /// <exception cref="BudgetSpentException">There is no list yet, and no capacity to request one.</exception>
    public async Task<PriceList> GetAsync(string? region, CancellationToken ct)
    {
        var (old, spent) = (default(PriceList), default(BudgetSpentException));
        var order = hosts.From(region);
        foreach (var host in order)
        {
            var listed = await ReadAsync(host, isLast: host == order[^1], ct);
            if (listed is { Value: { } current, IsOld: false })
                return current;

            old ??= listed.Value;
            spent ??= listed.Failure as BudgetSpentException;
        }

        return old?.AsStale() ?? (spent is null ? PriceList.Unknown(clock.GetUtcNow()) : throw spent);
    }

    /// <summary>Of every host that answers, each asset at its most liquid market; null: none answers.</summary>
    public async Task<PriceList?> GetBestAsync(CancellationToken ct)
    {
        var listed = await Task.WhenAll(hosts.All.Select(host => ReadAsync(host, isLast: false, ct)));
        var current = listed.Where(list => !list.IsOld).Select(list => list.Value).OfType<PriceList>().ToList();
        return current.Count > 0 ? PriceList.Best(current) : null;
    }

    private async Task<Listed<PriceList>> ReadAsync(OkxHost host, bool isLast, CancellationToken ct)
    {
        var reading = prices[host].GetAsync(ct);
        try
        {
            return await (isLast ? reading : reading.WaitAsync(Patience, clock, ct));
        }
        catch (TimeoutException)
        {
            return new Listed<PriceList>(null, IsOld: true, null);
        }
    }
}
