using Portfolio.Storage.Credentials;
using Portfolio.Storage.Database;

namespace Portfolio.Storage.Budgets;

/// <summary>
/// The turns of keys whose exchange orders their requests by a nonce: one at a time over all workers, users and
/// validations, each with a higher nonce than any before. A key is known by its fingerprint.
/// </summary>
public sealed class KeyTurnStore(UserDatabase db, CredentialSealer sealer)
{
    /// <summary>Gives a call its turn, or renews it. The database's clock counts.</summary>
    /// <param name="call">The call that asks: it keeps its turn until it gives it back or its lease ends.</param>
    /// <param name="limit">The exchange's counter of a key.</param>
    public async Task<KeyTurnTaken> TakeAsync(
        string exchange, string apiKey, Guid call, TimeSpan lease, KeyLimit limit, CancellationToken ct) =>
        (await db.ListForAllAsync<KeyTurnTaken>(
            """
            select nonce, wait_ms, blocked_until, rights_missed
            from take_key_turn(@exchange, @fingerprint, @call, @lease, @cost, @most, @decay)
            """,
            new
            {
                exchange,
                fingerprint = sealer.Fingerprint(exchange, apiKey),
                call,
                lease,
                cost = limit.Cost,
                most = limit.Most,
                decay = limit.DecayPerSecond,
            },
            ct, UserDatabase.InCallSeconds))[0];

    public Task GiveBackAsync(string exchange, string apiKey, Guid call, CancellationToken ct) =>
        db.ExecuteForAllAsync(
            """
            update key_turns set lease = null, leased_until = null
            where exchange = @exchange and fingerprint = @fingerprint and lease = @call
            """,
            new { exchange, fingerprint = sealer.Fingerprint(exchange, apiKey), call },
            ct, UserDatabase.InCallSeconds);

    /// <summary>No request is sent with the key before then. A block only ever grows.</summary>
    /// <param name="egress">This server's address, as <see cref="EgressOptions"/> names it.</param>
    /// <returns>How many keys of the exchange are blocked now that were used from the same address.</returns>
    public async Task<int> BlockAsync(
        string exchange, string apiKey, string egress, TimeSpan time, CancellationToken ct) =>
        (await db.ListForAllAsync<int>(
            """
            with blocked as (
                update key_turns
                set blocked_until = greatest(blocked_until, clock_timestamp() + @time), blocked_from = @egress
                where exchange = @exchange and fingerprint = @fingerprint
                returning 1
            )
            select (select count(*) from blocked)::integer + count(*)::integer
            from key_turns
            where exchange = @exchange and fingerprint <> @fingerprint and blocked_from = @egress
                and blocked_until > clock_timestamp()
            """,
            new { exchange, fingerprint = sealer.Fingerprint(exchange, apiKey), egress, time },
            ct, UserDatabase.InCallSeconds))[0];

    /// <summary>Keeps whether the exchange reported the key's rights.</summary>
    /// <param name="missed">Readings in a row that did not get them; zero: they were read.</param>
    public Task NoteRightsAsync(string exchange, string apiKey, int missed, CancellationToken ct) =>
        db.ExecuteForAllAsync(
            """
            update key_turns set rights_missed = @missed
            where exchange = @exchange and fingerprint = @fingerprint and rights_missed is distinct from @missed
            """,
            new { exchange, fingerprint = sealer.Fingerprint(exchange, apiKey), missed },
            ct, UserDatabase.InCallSeconds);
}

/// <summary>A counter that an exchange keeps of each key: a call adds to it, and it decays.</summary>
/// <param name="Cost">Of the next call.</param>
/// <param name="Most">Where the exchange refuses.</param>
/// <param name="DecayPerSecond">Above zero.</param>
public sealed record KeyLimit(double Cost, double Most, double DecayPerSecond);

/// <summary>The answer to a call that asked for its turn.</summary>
public sealed class KeyTurnTaken
{
    /// <summary>Of the next request; null: it is not this call's turn.</summary>
    public long? Nonce { get; init; }

    /// <summary>How long the turn is certain not to come, in ms; for another call's turn that is its lease.</summary>
    public int WaitMs { get; init; }

    /// <summary>The end of the key's lockout; null: it is not locked out.</summary>
    public DateTimeOffset? BlockedUntil { get; init; }

    /// <summary>Readings in a row that did not get the key's rights; null: they were never read.</summary>
    public int? RightsMissed { get; init; }
}
