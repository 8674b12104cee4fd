using System.ComponentModel.DataAnnotations;
using Portfolio.Contracts.Answers;

namespace Portfolio.Contracts.Audit;

/// <summary>Something that was done or refused, as the audit log has it.</summary>
/// <param name="Number">Of the user's log: it counts up by one, and no number is missing.</param>
/// <param name="UserId">The user whose log it is in; null for the system's log, which only operators read.</param>
/// <param name="Count">How many alike the event stands for: refusals that repeat are counted for a minute.</param>
/// <param name="TargetId">The connection, portfolio, session, token or user concerned; null where none is.</param>
/// <param name="Detail">The name of what was changed, or the reason of a refusal; null where there is none.</param>
public sealed record AuditEvent(
    long Number,
    Guid? UserId,
    DateTimeOffset At,
    [property: ValuesOf(typeof(AuditActions))] string Action,
    [property: ValuesOf(typeof(AuditOutcomes))] string Outcome,
    int Count,
    AuditEventActor Actor,
    Guid? TargetId,
    string? Detail);

/// <summary>Who acted.</summary>
/// <param name="Kind">
/// <c>system</c> for what happens by itself; <c>none</c> for a caller who is not known.
/// </param>
/// <param name="Id">Of the session or the token; null where there is none.</param>
/// <param name="Name">The browser of a session: <c>Firefox on Linux</c>; null where it is not known.</param>
/// <param name="Address">The address that the request came from; null where there was none.</param>
public sealed record AuditEventActor(
    [property: AllowedValues("session", "access_token", "api_token", "oidc", "system", "none")] string Kind,
    string? Id,
    string? Name,
    string? Address);
