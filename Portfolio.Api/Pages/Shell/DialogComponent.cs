using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Portfolio.Api.Pages.Shell;

/// <summary>The content of a dialog.</summary>
public abstract class DialogComponent : PageComponent
{
    [CascadingParameter] private protected IMudDialogInstance Dialog { get; set; } = null!; // Its provider cascades it.

    /// <summary>Closes the dialog, and says at the foot of the page what came of it.</summary>
    private protected void CloseWith(string sentence, Severity severity) =>
        Dialog.Close(DialogResult.Ok(new Toast(sentence, severity)));
}
