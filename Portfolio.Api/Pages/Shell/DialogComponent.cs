using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Portfolio.Api.Pages.Shell;

/// <summary>The content of a dialog.</summary>
public abstract class DialogComponent : PageComponent
{
    [CascadingParameter] private protected IMudDialogInstance Dialog { get; set; } = null!; // Its provider cascades it.

    /// <summary>Closes the dialog, and shows the result at the foot of the page.</summary>
    private protected void CloseWith(string sentence, Severity severity) =>
        Dialog.Close(DialogResult.Ok(new Toast(sentence, severity)));
}
