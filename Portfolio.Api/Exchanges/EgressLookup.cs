using Microsoft.Extensions.Options;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Budgets;
using Portfolio.Storage.Syncs;

namespace Portfolio.Api.Exchanges;

/// <summary>
/// This server's address as an exchange sees it: the configured one, or the one that the exchange reported.
/// </summary>
internal sealed class EgressLookup(IOptions<EgressOptions> configured, EgressStore learned)
{
    public async Task<ServerAddress> FindAsync(ExchangeDescription exchange, CancellationToken ct)
    {
        var known = configured.Value.EgressAddress
            ?? await learned.FindAsync(exchange.Exchange, exchange.Exchange, ct);
        return known is null ? new ServerAddress(null, IsOtherFamily: false)
            : exchange.TakesAddress(known) ? new ServerAddress(known, IsOtherFamily: false)
            : new ServerAddress(null, IsOtherFamily: true);
    }
}

/// <param name="Address">Null while no address is known that the exchange's lists take.</param>
/// <param name="IsOtherFamily">True: an IPv6 address is known, and the exchange lists IPv4 addresses only.</param>
internal sealed record ServerAddress(string? Address, bool IsOtherFamily);
