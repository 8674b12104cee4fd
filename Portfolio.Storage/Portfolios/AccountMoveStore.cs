using Portfolio.Storage.Database;

namespace Portfolio.Storage.Portfolios;

/// <summary>Moves accounts from one portfolio to another, and lists the moves.</summary>
public sealed class AccountMoveStore(UserDatabase db)
{
    /// <summary>
    /// The connection syncs into the portfolio from now on, and its whole ledger is there: amounts, ids and order stay.
    /// One transaction under the locks of both portfolios, audited. A disconnected connection can be moved, too.
    /// </summary>
    public async Task<MoveOutcome> MoveAsync(
        Guid userId, Guid connectionId, Guid portfolioId, DateTimeOffset now, CancellationToken ct) =>
        (await db.ListAsync<string>(
            userId,
            "select move_account(@connectionId, @portfolioId, @moveId, @now)",
            new { connectionId, portfolioId, moveId = Guid.CreateVersion7(now), now },
            ct)).Single() switch
        {
            "moved" => MoveOutcome.Moved,
            "no_portfolio" => MoveOutcome.NoPortfolio,
            _ => MoveOutcome.Missing,
        };

    /// <summary>Moves into and out of a portfolio since a moment, oldest first.</summary>
    public Task<IReadOnlyList<AccountMoveRow>> ListAsync(
        Guid userId, Guid portfolioId, DateTimeOffset since, CancellationToken ct) =>
        db.ListAsync<AccountMoveRow>(
            userId,
            """
            select m.connection_id, c.label, m.moved_at, m.into_portfolio = @portfolioId as came_in,
                other.id as other_id, other.name as other_name
            from account_moves m
            join user_connections c on c.id = m.connection_id
            left join portfolios other on other.id in (m.from_portfolio, m.into_portfolio) and other.id <> @portfolioId
            where m.user_id = @userId and m.moved_at >= @since
                and (m.from_portfolio = @portfolioId or m.into_portfolio = @portfolioId)
            order by m.moved_at, m.id
            """,
            new { userId, portfolioId, since },
            ct);

    /// <summary>Connections whose ledger is in a portfolio, disconnected ones too: those that sync first.</summary>
    public Task<IReadOnlyList<AccountRow>> ListAccountsAsync(Guid userId, Guid portfolioId, CancellationToken ct) =>
        db.ListAsync<AccountRow>(
            userId,
            """
            select id, exchange, label, deleted_at
            from user_connections
            where user_id = @userId and portfolio_id = @portfolioId
            order by deleted_at is not null, id
            """,
            new { userId, portfolioId },
            ct);
}

/// <summary>The result of a request to move an account.</summary>
public enum MoveOutcome
{
    /// <summary>The user has no such connection.</summary>
    Missing,

    /// <summary>The user has no such portfolio.</summary>
    NoPortfolio,

    /// <summary>It is there; also when it was there before.</summary>
    Moved,
}

/// <summary>A move, seen from one portfolio.</summary>
public sealed class AccountMoveRow
{
    public required Guid ConnectionId { get; init; }

    /// <summary>The connection's name.</summary>
    public required string Label { get; init; }

    public required DateTimeOffset MovedAt { get; init; }

    /// <summary>False: it went out.</summary>
    public required bool CameIn { get; init; }

    /// <summary>The other portfolio; null when it was deleted since.</summary>
    public Guid? OtherId { get; init; }

    public string? OtherName { get; init; }
}

/// <summary>A connection of a portfolio.</summary>
public sealed class AccountRow
{
    public required Guid Id { get; init; }

    public required string Exchange { get; init; }

    public required string Label { get; init; }

    /// <summary>When it was disconnected; null while it syncs.</summary>
    public DateTimeOffset? DeletedAt { get; init; }
}
