using Portfolio.Api.Idempotency;
using Portfolio.Contracts.Connections;

namespace Portfolio.Api.Connections;

/// <summary>A user's request to connect an account, from a program or a page. Not a record: it holds secrets.</summary>
internal sealed class ConnectCommand
{
    public required Guid UserId { get; init; }

    public required ConnectRequest Request { get; init; }

    /// <summary>
    /// The name of a portfolio that is made together with the connection, which goes into it instead of the request's.
    /// Null: none is made.
    /// </summary>
    public string? NewPortfolioName { get; init; }

    /// <summary>The exchange's id of the account, from a validation; null: not known yet.</summary>
    public string? AccountId { get; init; }

    /// <summary>Null: a repeated request is a new one.</summary>
    public RepeatableBody? Idempotency { get; init; }
}
