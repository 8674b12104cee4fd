using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Contracts.Answers;
using Portfolio.Contracts.Identity;
using Portfolio.Storage.Identity;

namespace Portfolio.Api.Users;

/// <summary>Makes an invitation. Its code is shown once; the hash is stored.</summary>
internal sealed class InviteHandler(InvitationStore store, TimeProvider clock)
{
    /// <param name="operatorId">A user who is known to be an operator.</param>
    public async Task<InviteOutcome> HandleAsync(Guid operatorId, InvitationRequest request, CancellationToken ct)
    {
        var problems = new Dictionary<string, string>();
        var note = GivenName.Read(request.Note);
        if (note is null)
            problems["note"] = GivenName.Problem;
        if (!UserRules.IsRole(request.Role))
            problems["role"] = Texts.Fields_Role;
        if (note is null || problems.Count > 0)
            return new InviteOutcome.Invalid(problems);

        var code = InvitationCode.Create();
        var now = clock.GetUtcNow();
        var row = new InvitationRow
        {
            Id = Guid.CreateVersion7(now),
            Role = request.Role ?? UserRoles.User,
            Note = note,
            CreatedAt = now,
            ExpiresAt = now + InvitationCode.Life,
        };
        await store.AddAsync(operatorId, row, SecretText.Hash(code), ct);
        return new InviteOutcome.Invited(new NewInvitation(
            row.Id, row.Note, row.Role, code, $"{Session.SignInPage}?invitation={code}", row.ExpiresAt));
    }
}

internal abstract record InviteOutcome
{
    private InviteOutcome()
    {
    }

    /// <param name="Fields">Field name to its problem.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Fields) : InviteOutcome;

    /// <param name="Invitation">With its code, which is not stored.</param>
    public sealed record Invited(NewInvitation Invitation) : InviteOutcome;
}

/// <summary>Rules for the fields of users.</summary>
internal static class UserRules
{
    /// <summary>True for a role, and where none is named.</summary>
    public static bool IsRole(string? role) =>
        role is null || ValuesOfAttribute.Of(typeof(UserRoles)).Contains(role);
}
