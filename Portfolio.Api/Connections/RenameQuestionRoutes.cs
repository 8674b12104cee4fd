using Microsoft.OpenApi;
using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Api.Reference;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>"Did X become Y?", where no list has the answer.</summary>
internal static class RenameQuestionRoutes
{
    private static readonly ParameterReference Question =
        new("question", ParameterLocation.Path, "The id of the rename that waits for an answer.");

    public static void MapRenameQuestions(this RouteGroupBuilder connections)
    {
        connections.MapGet("/{id:guid}/renames", ListAsync)
            .WithSummary("Renames that wait for your answer")
            .WithDescription(
                "An asset is gone and the same quantity of another one is there, and no list says whether it was "
                + "renamed. Until you answer, for at most 30 days, nothing is booked of either.")
            .Answers<IReadOnlyList<RenameQuestion>>(200, "All of them.").Fails(ErrorKinds.NotFound);
        connections.MapPost("/{id:guid}/renames/{question:guid}/confirm", (
                Guid id, Guid question, CurrentUser user, AnswerRenameHandler answer, CancellationToken ct) =>
                AnswerAsync(answer.HandleAsync(user.Id, id, question, confirmed: true, ct)))
            .WithSummary("It was renamed: the next sync books it as such").Reads(Question)
            .Answers<RenameQuestion>(200, "Answered, and the sync is requested.").Fails(ErrorKinds.NotFound);
        connections.MapPost("/{id:guid}/renames/{question:guid}/reject", (
                Guid id, Guid question, CurrentUser user, AnswerRenameHandler answer, CancellationToken ct) =>
                AnswerAsync(answer.HandleAsync(user.Id, id, question, confirmed: false, ct)))
            .WithSummary("It was not renamed: the next sync books both changes").Reads(Question)
            .Answers<RenameQuestion>(200, "Answered, and the sync is requested.").Fails(ErrorKinds.NotFound);
    }

    private static async Task<IResult> ListAsync(
        Guid id, CurrentUser user, ConnectionStore connections, RenameQuestionStore questions, CancellationToken ct) =>
        await connections.FindAsync(user.Id, id, ct) is null
            ? ApiResults.NotFound()
            : ApiResults.Ok<IReadOnlyList<RenameQuestion>>(
                [.. (await questions.ListAsync(user.Id, id, ct)).Select(Shape)]);

    private static async Task<IResult> AnswerAsync(Task<RenameQuestionRow?> answering) =>
        await answering is { } answered ? ApiResults.Ok(Shape(answered)) : ApiResults.NotFound();

    private static RenameQuestion Shape(RenameQuestionRow row) =>
        new(row.Id, row.OldSymbol, row.NewSymbol, row.Quantity, row.AskedAt, row.Answer);
}
