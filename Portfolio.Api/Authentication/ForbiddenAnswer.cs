using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Portfolio.Api.Answers;
using Portfolio.Contracts.Errors;

namespace Portfolio.Api.Authentication;

/// <summary>Says to a caller who is known which right is missing.</summary>
internal sealed class ForbiddenAnswer : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler usual = new();

    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy,
        PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Forbidden && AuthenticationRegistration.IsForPrograms(context.Request)
            ? ApiResults.Error(ErrorKinds.Forbidden, detail: Missing(context, authorizeResult)).ExecuteAsync(context)
            : usual.HandleAsync(next, context, policy, authorizeResult);

    private static string Missing(HttpContext http, PolicyAuthorizationResult result)
    {
        var failed = result.AuthorizationFailure?.FailedRequirements.ToList() ?? [];
        if (failed.OfType<OperatorRequirement>().Any())
            return ErrorDetails.OperatorsOnly;

        return failed.OfType<PersonRequirement>().Any()
            ? ErrorDetails.PeopleOnly
            : NeededScope.Of(http.GetEndpoint(), http.Request.Method);
    }
}
