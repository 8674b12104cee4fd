using MudBlazor;
using Portfolio.Api.Answers;
using Portfolio.Api.Connections;
using Portfolio.Api.Pages.Shell;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Runs;

namespace Portfolio.Api.Pages.Connections;

/// <summary>The last message of a dialog that waited for a sync.</summary>
internal abstract record DialogOutcome
{
    private DialogOutcome()
    {
    }

    /// <param name="done">The part that is true for any outcome of the sync: "OKX is connected."</param>
    /// <param name="synced">The sentence about a successful sync.</param>
    public static DialogOutcome Of(SyncOutcome outcome, string done, Func<SyncOutcome.Synced, string> synced) =>
        outcome switch
        {
            SyncOutcome.Synced well => new Closing(new Toast(synced(well), Severity.Success)),
            SyncOutcome.Failed { Connection: { LastOutcome: RunOutcomes.Refused } refused } =>
                new Refusal(Reason(refused), refused),
            SyncOutcome.Failed { Connection: var failed } => new Closing(new Toast(
                Texts.FormatKeys_SyncFailed(done, Reason(failed).Message, Reason(failed).Action), Severity.Warning)),
            SyncOutcome.DuplicateAccount { First: var first } => new Refusal(
                ErrorCatalog.For(ErrorKinds.DuplicateAccount, first.Exchange, first.Label), first),
            SyncOutcome.Pending => new Closing(
                new Toast(Texts.FormatKeys_SyncPending(done), Severity.Info)),
            _ => new Closing(null),
        };

    private static ErrorText Reason(ConnectionRow row) =>
        ErrorCatalog.For(row.ErrorKind ?? ErrorKinds.Internal, row.Exchange, row.ErrorDetail, row.ErrorCode);

    /// <summary>The dialog stays open: the person can act there.</summary>
    /// <param name="Other">The connection that it concerns.</param>
    public sealed record Refusal(ErrorText Why, ConnectionRow Other) : DialogOutcome;

    /// <param name="Toast">Null: no message, because the connection is gone.</param>
    public sealed record Closing(Toast? Toast) : DialogOutcome;
}
