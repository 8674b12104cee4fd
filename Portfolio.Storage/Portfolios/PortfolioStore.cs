using Portfolio.Storage.Database;
using Portfolio.Storage.Idempotency;

namespace Portfolio.Storage.Portfolios;

/// <summary>A user's portfolios, with the value of their live connections.</summary>
public sealed class PortfolioStore(UserDatabase db)
{
    private const string WithTotals =
        """
        select p.id, p.name, trim_scale(coalesce(sum(b.value_usd), 0))::text as total_usd
        from portfolios p
        left join user_connections c on c.portfolio_id = p.id and c.deleted_at is null
        left join valued_balances b on b.connection_id = c.id and not b.dust
        where p.user_id = @userId
        """;

    private const string One = $"{WithTotals} and p.id = @id group by p.id";

    private const string Insert =
        "insert into portfolios (id, user_id, name, created_at) values (@id, @userId, @name, @now)";

    /// <summary>Null when the user has no such portfolio.</summary>
    public Task<PortfolioRow?> FindAsync(Guid userId, Guid id, CancellationToken ct) =>
        db.FindAsync<PortfolioRow>(userId, One, new { userId, id }, ct);

    /// <summary>Oldest first, after the portfolio <paramref name="after"/>; null starts at the oldest.</summary>
    public Task<IReadOnlyList<PortfolioRow>> ListAsync(Guid userId, Guid? after, int limit, CancellationToken ct) =>
        db.ListAsync<PortfolioRow>(
            userId,
            $"{WithTotals} and (@after::uuid is null or p.id > @after) group by p.id order by p.id limit @limit",
            new { userId, after, limit },
            ct);

    /// <summary>Whether the user has so many. Portfolios that are made at once may go beyond it.</summary>
    public async Task<bool> HasAsync(Guid userId, int count, CancellationToken ct) =>
        await db.FindAsync<object>(
            userId,
            "select id from portfolios where user_id = @userId order by id offset @others limit 1",
            new { userId, others = count - 1 },
            ct) is not null;

    public async Task<PortfolioRow> AddAsync(Guid userId, string name, DateTimeOffset now, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(now);
        await db.ExecuteAsync(userId, Insert, new { id, userId, name, now }, ct);
        return new PortfolioRow { Id = id, Name = name, TotalUsd = "0" };
    }

    /// <summary>As <see cref="AddAsync"/>, but of the requests with one idempotency key only the first adds.</summary>
    public async Task<AddOutcome> AddOnceAsync(
        Guid userId, string name, IdempotencyKey key, DateTimeOffset now, CancellationToken ct)
    {
        await using var transaction = await db.BeginAsync(userId, ct);
        if (await IdempotencyStore.ClaimAsync(transaction, userId, key, now, ct) is { } earlier)
        {
            var made = (earlier as EarlierRequest.NeverAnswered)?.Made;
            return await transaction.FindAsync<PortfolioRow>(One, new { userId, id = made }, ct) is { } added
                ? new AddOutcome.Added(added)
                : new AddOutcome.Repeated(earlier);
        }

        var id = Guid.CreateVersion7(now);
        await transaction.ExecuteAsync(Insert, new { id, userId, name, now }, ct);
        await IdempotencyStore.TieToPortfolioAsync(transaction, userId, key, id, ct);
        await transaction.CommitAsync(ct);
        return new AddOutcome.Added(new PortfolioRow { Id = id, Name = name, TotalUsd = "0" });
    }

    /// <summary>Null when the user has no such portfolio.</summary>
    public async Task<PortfolioRow?> RenameAsync(Guid userId, Guid id, string name, CancellationToken ct) =>
        await db.ExecuteAsync(userId, "update portfolios set name = @name where id = @id", new { id, name }, ct) > 0
            ? await FindAsync(userId, id, ct)
            : null;
}

/// <summary>The result of a request to make a portfolio that may be repeated.</summary>
public abstract record AddOutcome
{
    private AddOutcome()
    {
    }

    /// <summary>By this request, or by the same one before, whose process died before it kept a response.</summary>
    public sealed record Added(PortfolioRow Portfolio) : AddOutcome;

    /// <summary>Another request came first with this idempotency key.</summary>
    public sealed record Repeated(EarlierRequest Earlier) : AddOutcome;
}

public sealed class PortfolioRow
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>USD, as a number in text: a sum may have more digits than a decimal.</summary>
    public required string TotalUsd { get; init; }
}
