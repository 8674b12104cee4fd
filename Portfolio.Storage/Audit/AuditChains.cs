using Npgsql;
using Portfolio.Storage.Database;

namespace Portfolio.Storage.Audit;

/// <summary>Every chain of the audit log, with the owner's login: no other one reads all rows.</summary>
public sealed class AuditChains(UserDatabase db)
{
    private const string Rows =
        """
        select chain, number, at, user_id, actor_kind, actor_id, address, action, target_id, outcome, detail, count,
            salt, personal_digest, previous_hash, hash
        from audit_log
        order by chain, number
        """;

    /// <summary>Verifies all rows against each other, the heads and what was logged of the heads earlier.</summary>
    /// <exception cref="NpgsqlException">The database cannot be read, or not with this login.</exception>
    public async Task<AuditReport> VerifyAsync(IReadOnlyCollection<AuditHead> logged, CancellationToken ct)
    {
        // The heads first: chains only grow, so the rows reach at least as far.
        var heads = await db.ListForAllAsync<AuditHead>(AuditStore.Heads, null, ct);
        var verification = new AuditVerification(heads, logged);
        await foreach (var row in db.StreamAsync<ChainRow>(Guid.Empty, Rows, null, ct))
            verification.Add(row);
        return verification.End();
    }
}

/// <summary>A row of a chain, with all that its hash covers.</summary>
internal sealed class ChainRow
{
    public required Guid Chain { get; init; }

    public required long Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public Guid? UserId { get; init; }

    public required string ActorKind { get; init; }

    public string? ActorId { get; init; }

    public string? Address { get; init; }

    public required string Action { get; init; }

    public Guid? TargetId { get; init; }

    public required string Outcome { get; init; }

    public string? Detail { get; init; }

    public required int Count { get; init; }

    /// <summary>Null once the personal fields are erased.</summary>
    public byte[]? Salt { get; init; }

    public required byte[] PersonalDigest { get; init; }

    public required byte[] PreviousHash { get; init; }

    public required byte[] Hash { get; init; }
}
