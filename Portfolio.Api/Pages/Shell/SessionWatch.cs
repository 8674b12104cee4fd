using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Portfolio.Api.Authentication;

namespace Portfolio.Api.Pages.Shell;

/// <summary>
/// Checks at intervals that an open page's session is still valid, so that a new token or its age ends it.
/// </summary>
internal sealed class SessionWatch(ILoggerFactory loggers, LocalToken token, TimeProvider clock)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        Task.FromResult(Session.IsCurrent(authenticationState.User, token, clock.GetUtcNow()));
}
