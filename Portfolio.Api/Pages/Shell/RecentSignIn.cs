using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portfolio.Api.Authentication;
using Portfolio.Api.Pages.SignIn;

namespace Portfolio.Api.Pages.Shell;

/// <summary>
/// Whether the person has signed in a short while ago: before new keys, new tokens, and deletions that are final.
/// </summary>
internal sealed class RecentSignIn(
    AuthenticationStateProvider authentication, Sessions sessions, NavigationManager navigation)
{
    /// <summary>True: go on. False: the browser is on its way to the identity provider, and comes back here.</summary>
    public async Task<bool> HasAsync(CancellationToken ct)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        if (await sessions.IsRecentAsync(state.User, ct))
            return true;

        var here = $"/{navigation.ToBaseRelativePath(navigation.Uri)}";
        navigation.NavigateTo(ProviderRoutes.AgainAddress(here), forceLoad: true);
        return false;
    }
}
