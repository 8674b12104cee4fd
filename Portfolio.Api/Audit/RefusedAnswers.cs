using System.Security.Claims;
using Portfolio.Api.Authentication;
using Portfolio.Contracts.Audit;
using Portfolio.Storage.Audit;

namespace Portfolio.Api.Audit;

/// <summary>
/// Records answers that refuse: to callers who are not known, may not do this or do it too often.
/// </summary>
internal sealed class RefusedAnswers(RequestDelegate next, Refusals refusals)
{
    public async Task InvokeAsync(HttpContext http)
    {
        await next(http);
        if (ActionOf(http) is { } action && !Refusals.IsRecorded(http))
            refusals.Add(new AuditRefusal(UserOf(http), AuditActors.Of(http), action));
    }

    private static string? ActionOf(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status403Forbidden => AuditActions.AccessRefused,
        StatusCodes.Status401Unauthorized or StatusCodes.Status429TooManyRequests when UserOf(http) is null =>
            AuthenticationRegistration.HasToken(http.Request) ? AuditActions.TokenRefused : AuditActions.AccessRefused,
        StatusCodes.Status429TooManyRequests => AuditActions.LimitExceeded,
        _ => null,
    };

    private static Guid? UserOf(HttpContext http) =>
        Guid.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;
}
