using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Portfolio.Api.Pages.Shell;

/// <summary>Opens dialogs, and says at the foot of the page what came of them.</summary>
internal sealed class Dialogs(IDialogService dialogs, ISnackbar snackbar, Announcer announcer)
{
    private static readonly DialogOptions Options = new()
    {
        MaxWidth = MaxWidth.Small, FullWidth = true, BackdropClick = false, CloseOnEscapeKey = true,
    };

    /// <summary>False when it was given up.</summary>
    public async Task<bool> ShowAsync<T>(string title, DialogParameters parameters)
        where T : IComponent
    {
        var dialog = await dialogs.ShowAsync<T>(title, parameters, Options);
        if (await dialog.Result is not { Canceled: false } result)
            return false;

        if (result.Data is Toast toast)
            Say(toast);
        return true;
    }

    /// <summary>What the dialog came to; null when it was given up.</summary>
    public async Task<object?> AskAsync<T>(string title, DialogParameters parameters)
        where T : IComponent
    {
        var dialog = await dialogs.ShowAsync<T>(title, parameters, Options);
        return await dialog.Result is { Canceled: false } result ? result.Data : null;
    }

    public void Say(Toast toast)
    {
        snackbar.Add(toast.Sentence, toast.Severity);
        announcer.Say(toast.Sentence);
    }
}
