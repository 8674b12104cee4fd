using System.Security.Claims;
using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Api.Reference;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Identity;
using Portfolio.Storage.Identity;

namespace Portfolio.Api.Users;

internal static class UserRoutes
{
    public static void AddUsers(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton<CreateTokenHandler>();

    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/me", MeAsync).WithTags("You").WithSummary("Who you are, and what your token may do")
            .Answers<CurrentAccess>(200, "As it is now.").Fails(ErrorKinds.NotFound);
        routes.MapTokens();
    }

    private static async Task<IResult> MeAsync(
        ClaimsPrincipal caller, CurrentUser user, UserStore users, CancellationToken ct) =>
        await users.FindAsync(user.Id, ct) is { } row
            ? ApiResults.Ok(
                new CurrentAccess(row.Id, row.Name, row.Email, row.Role, Caller.ScopeOf(caller) ?? AccessScopes.Read))
            : ApiResults.NotFound();
}
