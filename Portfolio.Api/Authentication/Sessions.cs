using System.Security.Claims;
using Microsoft.Extensions.Options;
using Portfolio.Storage.Identity;

namespace Portfolio.Api.Authentication;

/// <summary>Begins, checks and ends the sessions of browsers.</summary>
internal sealed class Sessions(
    SessionStore store, LocalToken token, IOptions<TokenOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan WrittenAtMostEvery = TimeSpan.FromHours(1);

    private readonly TokenOptions options = options.Value;

    /// <summary>Signs a browser in: the principal for its cookie.</summary>
    public async Task<ClaimsPrincipal> BeginAsync(Guid userId, HttpContext http)
    {
        var now = clock.GetUtcNow();
        var endsAt = now + options.SessionAgeAtMost;
        var session = new SessionRow
        {
            Id = Guid.NewGuid(),
            CreatedAt = now,
            LastUsedAt = now,
            IdleUntil = Earlier(now + options.SessionAge, endsAt),
            EndsAt = endsAt,
            Address = CallerAddress.Of(http),
            Browser = BrowserName.Of(http.Request.Headers.UserAgent),
        };
        await store.AddAsync(userId, session, http.RequestAborted);
        return Session.Of(userId, session.Id, token);
    }

    /// <summary>
    /// A request came with this session: it lasts longer, for the same user and never beyond its end. Null: it is over.
    /// </summary>
    public async Task<SessionUse?> UseAsync(ClaimsPrincipal user, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (Session.IdsOf(user, token) is not var (userId, id)
            || await store.FindAsync(userId, id, now, ct) is not { } session)
        {
            return null;
        }

        if (now - session.LastUsedAt < Shorter(WrittenAtMostEvery, options.SessionAge / 10))
            return new SessionUse(Session.Used(user, session.Role), IsRenewed: false);

        await store.RenewAsync(userId, id, now, now + options.SessionAge, ct);
        return new SessionUse(Session.Used(user, session.Role), IsRenewed: true);
    }

    /// <summary>Open pages ask this: their cookie was checked only when they were opened. It does not renew.</summary>
    public async Task<bool> IsCurrentAsync(ClaimsPrincipal user, CancellationToken ct) =>
        Session.IdsOf(user, token) is var (userId, id)
            && await store.FindAsync(userId, id, clock.GetUtcNow(), ct) is not null;

    /// <summary>
    /// Whether the person has signed in a short while ago, where people can be asked to sign in again: a local user
    /// would need another link for it.
    /// </summary>
    public async Task<bool> IsRecentAsync(ClaimsPrincipal user, CancellationToken ct) =>
        options.Mode is SignInMode.Local
        || (Session.IdsOf(user, token) is var (userId, id)
            && await store.FindAsync(userId, id, clock.GetUtcNow(), ct) is { } session
            && clock.GetUtcNow() - session.CreatedAt <= options.Oidc.SignInAgainAfter);

    /// <summary>Signs this browser out; a copy of its cookie opens nothing from then on.</summary>
    public Task EndAsync(ClaimsPrincipal user, CancellationToken ct) =>
        Session.IdsOf(user, token) is var (userId, id) ? store.EndAsync(userId, id, ct) : Task.CompletedTask;

    /// <summary>Ends another session of a user.</summary>
    public Task EndAsync(Guid userId, Guid sessionId, CancellationToken ct) => store.EndAsync(userId, sessionId, ct);

    /// <summary>Signs out every browser of this one's user.</summary>
    public Task EndAllAsync(ClaimsPrincipal user, CancellationToken ct) =>
        Session.IdsOf(user, token) is var (userId, _) ? store.EndAllAsync(userId, ct) : Task.CompletedTask;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

/// <summary>A session that a request came with, and that is not over.</summary>
/// <param name="Caller">Its user, with the present role.</param>
/// <param name="IsRenewed">Its cookie is to be sent again, because it would expire too early.</param>
internal sealed record SessionUse(ClaimsPrincipal Caller, bool IsRenewed);
