using Portfolio.Storage.Database;

namespace Portfolio.Storage.Syncs;

/// <summary>
/// The source address of this server as an exchange reported it. Another exchange may see another address, over IPv6
/// for instance.
/// </summary>
public sealed class EgressStore(UserDatabase db)
{
    /// <summary>Null until the exchange has reported one.</summary>
    /// <param name="place">
    /// The region whose report is preferred, as "okx:eea"; without one, another region's report is taken.
    /// </param>
    public async Task<string?> FindAsync(string exchange, string place, CancellationToken ct) =>
        await db.ListForAllAsync<string>(
            """
            select address
            from learned_addresses
            where split_part(exchange, ':', 1) = @exchange
            order by exchange = @place desc, learned_at desc
            limit 1
            """,
            new { exchange, place },
            ct) is [var address]
            ? address
            : null;

    /// <param name="place">The exchange, or its region that reported the address: "okx:eea".</param>
    public Task<IReadOnlyList<string>> LearnAsync(
        string place, string address, DateTimeOffset now, CancellationToken ct) =>
        db.ListForAllAsync<string>(
            """
            insert into learned_addresses (exchange, address, learned_at)
            values (@place, @address, @now)
            on conflict (exchange) do update set address = excluded.address, learned_at = excluded.learned_at
            returning address
            """,
            new { place, address, now },
            ct);
}
