using System.ComponentModel.DataAnnotations;

namespace Portfolio.Contracts.Connections;

/// <summary>The portfolio to move a connection to. Unknown fields are refused.</summary>
public sealed record MoveRequest
{
    /// <summary>One of the caller's portfolios.</summary>
    [Required]
    public Guid? PortfolioId { get; init; }
}
