using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;

namespace Portfolio.Api.Pages.Shell;

/// <summary>The person to whom the page belongs.</summary>
internal sealed class PageUser(AuthenticationStateProvider authentication)
{
    public async Task<Guid> IdAsync()
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return Guid.TryParse(state.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? id
            : throw new InvalidOperationException("A page was opened without a user.");
    }
}
