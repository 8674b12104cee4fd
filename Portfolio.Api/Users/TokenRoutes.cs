using Microsoft.OpenApi;
using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Api.Reference;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Identity;
using Portfolio.Storage.Identity;

namespace Portfolio.Api.Users;

/// <summary>The tokens that a user makes for programs. Such a token makes and revokes none itself.</summary>
internal static class TokenRoutes
{
    /// <summary>A place becomes free by a revocation, and not by waiting.</summary>
    private static readonly TimeSpan RetryQuotaAfter = TimeSpan.FromHours(1);

    private static readonly ParameterReference Id = new("id", ParameterLocation.Path, "The token's id.");

    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        var tokens = routes.MapGroup("/tokens").WithTags("Tokens").WithMetadata(Id)
            .RequireAuthorization(AccessRules.People);
        tokens.MapGet("", ListAsync).WithSummary("Your tokens for programs, newest first")
            .Answers<IReadOnlyList<ApiToken>>(200, "All of them, without their texts.");
        tokens.MapPost("", CreateAsync).WithSummary("Make a token for a program")
            .WithDescription(
                "Its text is in this answer and nowhere else. Each scope includes the ones before it: `read`, `sync`, "
                + "`manage`.")
            .Takes(new BodyExample<ApiTokenRequest>
            {
                Name = "dashboard",
                Summary = "For a program that only reads",
                Body = new() { Name = "Dashboard", Scope = AccessScopes.Read, ExpiresInDays = 30 },
            })
            .Answers<NewApiToken>(201, "Made.")
            .Refuses("scope", Texts.Fields_TokenScope);
        tokens.MapDelete("/{id:guid}", RevokeAsync).WithSummary("Revoke a token: it ends at once")
            .Answers<object>(200, "Revoked.").Fails(ErrorKinds.NotFound);
    }

    public static ApiToken Shape(ApiTokenRow row) => new(
        row.Id, row.Name, row.Scope, row.Hint, row.CreatedAt, row.ExpiresAt, row.LastUsedAt, row.LastUsedFrom);

    private static async Task<IResult> ListAsync(CurrentUser user, ApiTokenStore store, CancellationToken ct) =>
        ApiResults.Ok<IReadOnlyList<ApiToken>>([.. (await store.ListAsync(user.Id, ct)).Select(Shape)]);

    private static async Task<IResult> CreateAsync(
        HttpContext http, CurrentUser user, CreateTokenHandler create, CancellationToken ct)
    {
        var body = await JsonBody<ApiTokenRequest>.ReadAsync(http.Request, ct);
        if (!body.TryGet(out var request, out var refusal))
            return refusal;

        return await create.HandleAsync(user.Id, request, ct) switch
        {
            CreateTokenOutcome.Created created => ApiResults.Created(created.Token),
            CreateTokenOutcome.Invalid invalid => ApiResults.Invalid(invalid.Fields),
            _ => ApiResults.Error(ErrorKinds.Throttled).RetryAfter(http, RetryQuotaAfter),
        };
    }

    private static async Task<IResult> RevokeAsync(
        Guid id, CurrentUser user, ApiTokenStore store, CancellationToken ct) =>
        await store.RevokeAsync(user.Id, id, ct) ? ApiResults.Done() : ApiResults.NotFound();
}
