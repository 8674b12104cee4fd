using Microsoft.Extensions.Options;
using Npgsql;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Budgets;
using Portfolio.Storage.Syncs;

namespace Portfolio.Worker.Exchanges;

/// <summary>The address a key's list of trusted addresses must hold.</summary>
internal sealed class EgressAddress(IOptions<EgressOptions> options, EgressStore store, TimeProvider clock)
{
    /// <summary>
    /// Null where the refusal does not concern addresses, and while the exchange's view of it is not known: the address
    /// that another exchange saw is not shown. It only improves a sentence, so a failure of the database never fails
    /// it.
    /// </summary>
    /// <returns>An address, or <see cref="ErrorDetails.Ipv4Address"/>.</returns>
    public async Task<string?> ForAsync(string exchange, ExchangeException refusal, CancellationToken ct)
    {
        try
        {
            return Listed(exchange, await FindAsync(exchange, refusal, ct));
        }
        catch (NpgsqlException)
        {
            return Listed(exchange, options.Value.EgressAddress ?? refusal.EgressAddress);
        }
    }

    private async Task<string?> FindAsync(string exchange, ExchangeException refusal, CancellationToken ct)
    {
        var place = ExchangeCatalog.PlaceOf(exchange, refusal.Region);
        if (refusal.EgressAddress is { } reported)
            await store.LearnAsync(place, reported, clock.GetUtcNow(), ct);

        return refusal.Kind is ErrorKinds.InvalidCredentials or ErrorKinds.IpNotAllowed
            ? options.Value.EgressAddress ?? refusal.EgressAddress ?? await store.FindAsync(exchange, place, ct)
            : null;
    }

    private static string? Listed(string exchange, string? address) =>
        address is null || ExchangeCatalog.Find(exchange)?.TakesAddress(address) is not false
            ? address
            : ErrorDetails.Ipv4Address;
}
