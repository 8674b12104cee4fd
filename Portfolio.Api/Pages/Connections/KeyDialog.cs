using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portfolio.Api.Connections;
using Portfolio.Api.Pages.Shell;

namespace Portfolio.Api.Pages.Connections;

/// <summary>A dialog in which a person types a key, and that waits for the sync that proves it.</summary>
public abstract class KeyDialog : DialogComponent
{
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Inject] private protected SyncWaiter SyncWaiter { get; set; } = null!; // Injected.

    private protected KeyFields? Fields { get; set; }

    /// <summary>Why the key was not accepted; null while nothing is wrong with it.</summary>
    private protected KeyFailure? Failure { get; set; }

    protected override void Dispose(bool disposing)
    {
        Fields?.Forget();
        base.Dispose(disposing);
    }

    private protected void Report(DialogOutcome outcome)
    {
        switch (outcome)
        {
            case DialogOutcome.Refusal refusal:
                Failure = new KeyFailure(refusal.Why, refusal.Other);
                break;
            case DialogOutcome.Closing { Toast: { } toast }:
                Fields?.Forget();
                Dialog.Close(DialogResult.Ok(toast with { Sentence = Format.Sentence(toast.Sentence) ?? "" }));
                break;
            default:
                Dialog.Cancel();
                break;
        }
    }
}
