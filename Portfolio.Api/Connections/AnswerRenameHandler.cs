using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>Stores a person's answer about a rename, and makes the next sync due soon.</summary>
internal sealed class AnswerRenameHandler(RenameQuestionStore store, TimeProvider clock)
{
    /// <summary>Null: no such question, or it is answered already.</summary>
    public Task<RenameQuestionRow?> HandleAsync(
        Guid userId, Guid connectionId, Guid questionId, bool confirmed, CancellationToken ct) =>
        store.AnswerAsync(userId, connectionId, questionId, confirmed, clock.GetUtcNow(), ct);
}
