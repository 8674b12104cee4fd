using Microsoft.Extensions.Options;
using Npgsql;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Syncs;

namespace Portfolio.Worker.Exchanges;

/// <summary>Section <c>Exchanges</c>.</summary>
internal sealed class EgressOptions
{
    public const string Section = "Exchanges";

    /// <summary>The public address exchanges see this server come from; null: it is learned from what they tell.</summary>
    public string? EgressAddress { get; init; }

    /// <summary>What budgets are kept under: workers that share an address share them.</summary>
    public string Name => EgressAddress ?? "unnamed";
}

/// <summary>The address a key's list of trusted addresses must hold.</summary>
internal sealed class EgressAddress(IOptions<EgressOptions> options, EgressStore store, TimeProvider clock)
{
    /// <summary>
    /// Null where the refusal has nothing to do with addresses, and while the address is not known. It is a courtesy to
    /// the reader of a sentence, and never fails for the database's sake.
    /// </summary>
    public async Task<string?> ForAsync(string exchange, ExchangeException refusal, CancellationToken ct)
    {
        try
        {
            return await FindAsync(exchange, refusal, ct);
        }
        catch (NpgsqlException)
        {
            return options.Value.EgressAddress ?? refusal.EgressAddress;
        }
    }

    private async Task<string?> FindAsync(string exchange, ExchangeException refusal, CancellationToken ct)
    {
        if (refusal.EgressAddress is { } told)
            await store.LearnAsync(exchange, told, clock.GetUtcNow(), ct);

        return refusal.Kind is ErrorKinds.InvalidCredentials or ErrorKinds.IpNotAllowed
            ? options.Value.EgressAddress ?? refusal.EgressAddress ?? await store.FindAsync(ct)
            : null;
    }
}
