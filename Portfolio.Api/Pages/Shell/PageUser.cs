using Microsoft.AspNetCore.Components.Authorization;
using Portfolio.Api.Authentication;

namespace Portfolio.Api.Pages.Shell;

/// <summary>The person to whom the page belongs.</summary>
internal sealed class PageUser(AuthenticationStateProvider authentication)
{
    public async Task<Guid> IdAsync()
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return Caller.UserOf(state.User)
            ?? throw new InvalidOperationException("A page was opened without a user.");
    }
}
