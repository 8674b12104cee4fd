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
        {
            refusals.Add(new AuditRefusal(
                Caller.UserOf(http.User), AuditActors.Of(http), action, SignInProblem.NotedIn(http)));
        }
    }

    private static string? ActionOf(HttpContext http) => http.Response.StatusCode switch
    {
        _ when SignInProblem.NotedIn(http) is not null => AuditActions.SignInRefused,
        StatusCodes.Status403Forbidden => AuditActions.AccessRefused,
        StatusCodes.Status401Unauthorized or StatusCodes.Status429TooManyRequests
            when Caller.UserOf(http.User) is null => AuthenticationRegistration.HasToken(http.Request)
                ? AuditActions.TokenRefused
                : AuditActions.AccessRefused,
        StatusCodes.Status429TooManyRequests => AuditActions.LimitExceeded,
        _ => null,
    };
}
