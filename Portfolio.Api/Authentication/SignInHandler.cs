using Microsoft.AspNetCore.Authentication;
using Portfolio.Storage.Identity;

namespace Portfolio.Api.Authentication;

/// <summary>Signs a browser in by a code or by the local user's token.</summary>
internal sealed class SignInHandler(
    LocalToken token, LocalUser local, SignInCodeStore codes, Sessions sessions, TimeProvider clock)
{
    /// <summary>Whose code or token it is; null: no one's. A code is used up by this.</summary>
    public async Task<Guid?> UserOfAsync(string offered, CancellationToken ct)
    {
        if (!local.MaySignIn)
            return null;

        return token.Matches(offered.Trim())
            ? local.Id
            : await SignInCode.TakeAsync(codes, offered.Trim(), clock.GetUtcNow(), ct);
    }

    public async Task BeginAsync(Guid userId, HttpContext http)
    {
        await local.EnsureAsync(http.RequestAborted);
        await http.SignInAsync(
            Session.Scheme,
            await sessions.BeginAsync(userId, http),
            new AuthenticationProperties { IsPersistent = true });
    }
}
