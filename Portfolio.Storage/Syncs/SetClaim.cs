namespace Portfolio.Storage.Syncs;

/// <summary>A request for a sync, by what its message says.</summary>
public readonly record struct ClaimRequest(Guid UserId, Guid ConnectionId, long Request);

/// <summary>A claim that was made together with others.</summary>
/// <param name="Claim">Without balances and renames.</param>
/// <param name="StateId">Names the account's stored state, which is read separately where it is not known yet.</param>
public sealed record SetClaim(Claim Claim, Guid StateId);
