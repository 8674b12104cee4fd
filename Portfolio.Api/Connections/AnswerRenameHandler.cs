using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>Keeps what a person says about a rename, and lets the next sync come soon.</summary>
internal sealed class AnswerRenameHandler(RenameQuestionStore store, TimeProvider clock)
{
    /// <summary>Null: no such question, or it is answered already.</summary>
    public Task<RenameQuestionRow?> HandleAsync(
        Guid userId, Guid connectionId, Guid questionId, bool confirmed, CancellationToken ct) =>
        store.AnswerAsync(userId, connectionId, questionId, confirmed, clock.GetUtcNow(), ct);
}
