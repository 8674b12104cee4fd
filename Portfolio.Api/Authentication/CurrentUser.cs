using System.Reflection;

namespace Portfolio.Api.Authentication;

/// <summary>The caller: an endpoint that takes one works for that user only.</summary>
internal sealed record CurrentUser(Guid Id)
{
    public static ValueTask<CurrentUser?> BindAsync(HttpContext http, ParameterInfo parameter) =>
        ValueTask.FromResult(Caller.UserOf(http.User) is { } id ? new CurrentUser(id) : null);
}
