using Portfolio.Storage.Database;

namespace Portfolio.Storage.Syncs;

/// <summary>The address the exchanges see this server come from, as far as one of them has ever told.</summary>
public sealed class EgressStore
{
    private readonly UserDatabase db;

    internal EgressStore(UserDatabase db) => this.db = db;

    /// <summary>Null while no exchange has told.</summary>
    public async Task<string?> FindAsync(CancellationToken ct) =>
        await db.ListForAllAsync<string>(
            "select address from learned_addresses order by learned_at desc limit 1", null, ct) is [var address]
            ? address
            : null;

    public Task<IReadOnlyList<string>> LearnAsync(string exchange, string address, DateTimeOffset now, CancellationToken ct) =>
        db.ListForAllAsync<string>(
            """
            insert into learned_addresses (exchange, address, learned_at)
            values (@exchange, @address, @now)
            on conflict (exchange) do update set address = excluded.address, learned_at = excluded.learned_at
            returning address
            """,
            new { exchange, address, now },
            ct);
}
