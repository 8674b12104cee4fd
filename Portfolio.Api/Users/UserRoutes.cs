using Microsoft.OpenApi;
using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Api.Reference;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Identity;
using Portfolio.Storage.Identity;

namespace Portfolio.Api.Users;

internal static class UserRoutes
{
    private static readonly ParameterReference Id = new("id", ParameterLocation.Path, "The user's id.");

    public static void AddUsers(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CreateTokenHandler>();
        builder.Services.AddSingleton<InviteHandler>();
    }

    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        routes.MapOwnSettings();
        routes.MapTokens();

        var users = routes.MapGroup("/users").WithTags("Users").WithMetadata(Id)
            .RequireAuthorization(AccessRules.Operators);
        users.MapGet("", ListAsync).WithSummary("All users, oldest first")
            .Answers<IReadOnlyList<User>>(200, "All of them.");
        users.MapPatch("/{id:guid}", ChangeAsync).WithSummary("Change a user's role, disable or enable the user")
            .WithDescription("The last operator stays one.")
            .Takes(
                new() { Name = "operator", Summary = "Make an operator", Body = new() { Role = UserRoles.Operator } },
                new BodyExample<UserRequest>
                {
                    Name = "disable", Summary = "Disable the user", Body = new() { Disabled = true },
                })
            .Answers<object>(200, "Changed.").Fails(ErrorKinds.NotFound, ErrorKinds.Conflict)
            .Refuses("role", Texts.Fields_Role);
        users.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Delete a user with everything of the user")
            .WithDescription("The keys are destroyed at once. The last operator cannot be deleted.")
            .Answers<object>(200, "Deleted.").Fails(ErrorKinds.NotFound, ErrorKinds.Conflict);
        routes.MapInvitations();
    }

    private static async Task<IResult> ListAsync(CurrentUser user, UserStore users, CancellationToken ct) =>
        ApiResults.Ok<IReadOnlyList<User>>([
            .. (await users.ListAsync(user.Id, ct)).Select(
                row => new User(row.Id, row.Name, row.Email, row.Role, row.CreatedAt, row.DisabledAt)),
        ]);

    private static async Task<IResult> ChangeAsync(
        HttpContext http, Guid id, CurrentUser user, UserStore users, TimeProvider clock, CancellationToken ct)
    {
        var body = await JsonBody<UserRequest>.ReadAsync(http.Request, ct);
        if (!body.TryGet(out var request, out var refusal))
            return refusal;
        if (!UserRules.IsRole(request.Role))
            return ApiResults.Invalid("role", Texts.Fields_Role);

        var changed = await users.ChangeAsync(user.Id, id, request.Role, request.Disabled, clock.GetUtcNow(), ct);
        return Answer(changed);
    }

    private static async Task<IResult> DeleteAsync(
        Guid id, CurrentUser user, UserStore users, CancellationToken ct) =>
        Answer(await users.DeleteAsync(user.Id, id, ct));

    private static IResult Answer(UserChange change) => change switch
    {
        UserChange.Done => ApiResults.Done(),
        UserChange.LastOperator => ApiResults.LastOperator(),
        _ => ApiResults.NotFound(),
    };
}
