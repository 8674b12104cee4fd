using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>
/// The prices of each region, kept apart: they list different pairs. A region whose host gives none takes those of the
/// next one that does, because a region that is down is no reason to leave its accounts without a value.
/// </summary>
internal sealed class OkxRegionalPrices(OkxHosts hosts, IOptions<OkxOptions> options, TimeProvider clock)
{
    /// <summary>How long a host is waited for while another one could answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FrozenDictionary<OkxHost, OkxPrices> prices = hosts.All.ToFrozenDictionary(
        host => host, host => new OkxPrices(host, options.Value, clock));

    /// <param name="region">The one that is asked first; null, or one that is not configured: the global one.</param>
    /// <exception cref="ExchangeException">No host gave prices: the failure of the one that was asked first.</exception>
    public async Task<PriceList> GetAsync(string? region, CancellationToken ct)
    {
        var first = default(ExchangeException);
        var order = hosts.From(region);
        foreach (var host in order)
        {
            try
            {
                return await AskAsync(host, isLast: host == order[^1], ct);
            }
            catch (ExchangeException failure)
            {
                first ??= failure;
            }
        }

        throw first ?? new ExchangeException(ErrorKinds.ExchangeUnavailable, null, "No host of OKX is configured.");
    }

    private async Task<PriceList> AskAsync(OkxHost host, bool isLast, CancellationToken ct)
    {
        var reading = prices[host].GetAsync(ct);
        try
        {
            return await (isLast ? reading : reading.WaitAsync(Patience, clock, ct));
        }
        catch (TimeoutException late)
        {
            throw new ExchangeException(
                ErrorKinds.ExchangeUnavailable, null, $"OKX ({host.Region}) gave no prices in time.", null, late);
        }
    }
}
