using MudBlazor;
using Portfolio.Api.Answers;
using Portfolio.Api.Connections;
using Portfolio.Api.Pages.Shell;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Pages.Connections;

/// <summary>What a dialog that waited for an attempt says in the end.</summary>
internal abstract record Ending
{
    private Ending()
    {
    }

    /// <param name="done">What holds whatever became of the sync: "OKX is connected".</param>
    /// <param name="synced">What is said when all is well.</param>
    public static Ending Of(Attempt attempt, string done, Func<Attempt.Synced, string> synced) => attempt switch
    {
        Attempt.Synced well => new Closing(new Toast(synced(well), Severity.Success)),
        Attempt.Failed { Connection: { LastOutcome: "refused" } refused } => new Refusal(Reason(refused), refused),
        Attempt.Failed { Connection: var failed } => new Closing(new Toast(
            $"{done}, but is not synced yet. {Reason(failed).Message} {Reason(failed).Action}", Severity.Warning)),
        Attempt.DuplicateAccount { First: var first } => new Refusal(
            ErrorCatalog.For(ErrorKinds.DuplicateAccount, first.Exchange, first.Label), first),
        Attempt.NotOver => new Closing(new Toast($"{done}. The sync that follows is still under way.", Severity.Info)),
        _ => new Closing(null),
    };

    private static ErrorText Reason(ConnectionRow row) =>
        ErrorCatalog.For(row.ErrorKind ?? ErrorKinds.Internal, row.Exchange, row.ErrorDetail, row.ErrorCode);

    /// <summary>The dialog stays: the person can do something about it there.</summary>
    /// <param name="Other">The connection that it concerns.</param>
    public sealed record Refusal(ErrorText Why, ConnectionRow Other) : Ending;

    /// <param name="Toast">Null: there is nothing to tell, the connection is gone.</param>
    public sealed record Closing(Toast? Toast) : Ending;
}
