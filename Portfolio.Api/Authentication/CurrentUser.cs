using System.Reflection;
using System.Security.Claims;

namespace Portfolio.Api.Authentication;

/// <summary>The caller: an endpoint that takes one works for that user only.</summary>
internal sealed record CurrentUser(Guid Id)
{
    public static ValueTask<CurrentUser?> BindAsync(HttpContext http, ParameterInfo parameter) =>
        ValueTask.FromResult(
            Guid.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? new CurrentUser(id) : null);
}
