using Portfolio.Storage.Database;

namespace Portfolio.Storage.Portfolios;

/// <summary>The value of each connection's holdings, as far as they are in a portfolio.</summary>
public sealed class ConnectionWorthStore(UserDatabase db)
{
    private const string Worth =
        """
        select connection_id, count(distinct asset_id)::integer as holdings,
            trim_scale(coalesce(sum(value_usd), 0))::text as value_usd
        from valued_balances
        where user_id = @userId and not dust
        """;

    /// <summary>One row for each connection that holds something; dust does not count.</summary>
    public Task<IReadOnlyList<ConnectionWorthRow>> ListAsync(Guid userId, CancellationToken ct) =>
        db.ListAsync<ConnectionWorthRow>(
            userId,
            $"{Worth} group by connection_id",
            new { userId },
            ct);

    /// <summary>Null when the connection has no holdings.</summary>
    public Task<ConnectionWorthRow?> FindAsync(Guid userId, Guid connectionId, CancellationToken ct) =>
        db.FindAsync<ConnectionWorthRow>(
            userId,
            $"{Worth} and connection_id = @connectionId group by connection_id",
            new { userId, connectionId },
            ct);
}

public sealed class ConnectionWorthRow
{
    public required Guid ConnectionId { get; init; }

    public required int Holdings { get; init; }

    /// <summary>USD, as a number in text.</summary>
    public required string ValueUsd { get; init; }
}
