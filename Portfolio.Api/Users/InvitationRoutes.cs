using Microsoft.OpenApi;
using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Api.Reference;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Identity;
using Portfolio.Storage.Identity;

namespace Portfolio.Api.Users;

/// <summary>The invitations of an operator.</summary>
internal static class InvitationRoutes
{
    private static readonly ParameterReference Id = new("id", ParameterLocation.Path, "The invitation's id.");

    public static void MapInvitations(this IEndpointRouteBuilder routes)
    {
        var invitations = routes.MapGroup("/invitations").WithTags("Users").WithMetadata(Id)
            .RequireAuthorization(AccessRules.Operators);
        invitations.MapGet("", ListAsync).WithSummary("Your invitations that no one has used, newest first")
            .Answers<IReadOnlyList<Invitation>>(200, "All of them, without their codes.");
        invitations.MapPost("", InviteAsync).WithSummary("Invite a person")
            .WithDescription(
                "For a server whose people sign in by an identity provider. The code is in this answer and nowhere "
                + "else, works once, and expires after a week.")
            .Takes(new BodyExample<InvitationRequest>
            {
                Name = "person", Summary = "For one person", Body = new() { Note = "Ann", Role = UserRoles.User },
            })
            .Answers<NewInvitation>(201, "Made.")
            .Refuses("role", Texts.Fields_Role);
        invitations.MapDelete("/{id:guid}", WithdrawAsync).WithSummary("Withdraw an invitation")
            .Answers<object>(200, "Withdrawn.").Fails(ErrorKinds.NotFound);
    }

    private static async Task<IResult> ListAsync(
        CurrentUser user, InvitationStore store, TimeProvider clock, CancellationToken ct) =>
        ApiResults.Ok<IReadOnlyList<Invitation>>([
            .. (await store.ListAsync(user.Id, clock.GetUtcNow(), ct)).Select(
                row => new Invitation(row.Id, row.Note, row.Role, row.CreatedAt, row.ExpiresAt)),
        ]);

    private static async Task<IResult> InviteAsync(
        HttpContext http, CurrentUser user, InviteHandler invite, CancellationToken ct)
    {
        var body = await JsonBody<InvitationRequest>.ReadAsync(http.Request, ct);
        if (!body.TryGet(out var request, out var refusal))
            return refusal;

        return await invite.HandleAsync(user.Id, request, ct) switch
        {
            InviteOutcome.Invited invited => ApiResults.Created(invited.Invitation),
            InviteOutcome.Invalid invalid => ApiResults.Invalid(invalid.Fields),
            _ => ApiResults.NotFound(),
        };
    }

    private static async Task<IResult> WithdrawAsync(
        Guid id, CurrentUser user, InvitationStore store, CancellationToken ct) =>
        await store.RemoveAsync(user.Id, id, ct) ? ApiResults.Done() : ApiResults.NotFound();
}
