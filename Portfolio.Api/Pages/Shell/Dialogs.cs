using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Portfolio.Api.Pages.Shell;

/// <summary>Opens dialogs, and shows their results at the foot of the page.</summary>
internal sealed class Dialogs(IDialogService dialogs, ISnackbar snackbar, Announcer announcer)
{
    private static readonly DialogOptions Options = new()
    {
        MaxWidth = MaxWidth.Small, FullWidth = true, BackdropClick = false, CloseOnEscapeKey = true,
    };

    /// <summary>False when it was cancelled.</summary>
    public async Task<bool> ShowAsync<T>(string title, DialogParameters parameters)
        where T : IComponent
    {
        var dialog = await OpenAsync<T>(title, parameters);
        if (await dialog.Result is not { Canceled: false } result)
            return false;

        if (result.Data is Toast toast)
            Say(toast);
        return true;
    }

    /// <summary>The dialog's result; null when it was cancelled.</summary>
    public async Task<object?> AskAsync<T>(string title, DialogParameters parameters)
        where T : IComponent
    {
        var dialog = await OpenAsync<T>(title, parameters);
        return await dialog.Result is { Canceled: false } result ? result.Data : null;
    }

    /// <summary>Removes an earlier message, which would cover the dialog's buttons.</summary>
    private Task<IDialogReference> OpenAsync<T>(string title, DialogParameters parameters)
        where T : IComponent
    {
        snackbar.Clear();
        return dialogs.ShowAsync<T>(title, parameters, Options);
    }

    /// <summary>Replaces the earlier message.</summary>
    public void Say(Toast toast)
    {
        snackbar.Clear();
        snackbar.Add(toast.Sentence, toast.Severity);
        announcer.Say(toast.Sentence);
    }
}
