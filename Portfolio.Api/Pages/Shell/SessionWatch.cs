using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Npgsql;
using Portfolio.Api.Authentication;

namespace Portfolio.Api.Pages.Shell;

/// <summary>
/// Checks at intervals that an open page's session has not ended: by a sign-out elsewhere, a new token, or its age.
/// </summary>
internal sealed class SessionWatch(ILoggerFactory loggers, Sessions sessions)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            return await sessions.IsCurrentAsync(authenticationState.User, cancellationToken);
        }
        catch (NpgsqlException)
        {
            // The page shows nothing new while the database is away, and is checked again in half a minute.
            return true;
        }
    }
}
