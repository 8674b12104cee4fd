using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portfolio.Api.Answers;
using Portfolio.Api.Connections;
using Portfolio.Api.Pages.Shell;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Runs;

namespace Portfolio.Api.Pages.Connections;

public sealed partial class ConnectionActions
{
    private MudButton? resync;
    private bool requested;
    private Guid? newestBefore;

    [Parameter, EditorRequired] public ConnectionView View { get; set; } = null!; // Required.

    [Parameter] public EventCallback Changed { get; set; }

    [Parameter] public EventCallback Disconnected { get; set; }

    private DateTimeOffset? Again => View.ResyncAgainAt > Clock.GetUtcNow() ? View.ResyncAgainAt : null;

    /// <summary>Why no resync can be requested now; null when one can.</summary>
    private string? Reason => View switch
    {
        { UnderWay: true } => "A sync is under way",
        { Paused: true } => "It is paused: resume it first",
        { HasKey: false } => "Its key was destroyed: replace it first",
        _ => Again is null ? null : "A sync was asked for a moment ago",
    };

    private IReadOnlyList<MenuAction> Menu =>
    [
        View.Paused
            ? new(Icons.Material.Rounded.PlayArrow, "Resume", PauseAsync)
            : new(Icons.Material.Rounded.Pause, "Pause", PauseAsync),
        new(Icons.Material.Rounded.Schedule, "Change schedule", () => EditAsync(EditDialog.Schedule)),
        new(Icons.Material.Rounded.VpnKey, "Replace keys", ReplaceAsync),
        new(Icons.Material.Rounded.Edit, "Rename", () => EditAsync(EditDialog.Name)),
        new(Icons.Material.Rounded.LinkOff, "Disconnect", DisconnectAsync, Danger: true),
    ];

    protected override void Dispose(bool disposing)
    {
        RefreshTimer.Elapsed -= Redraw;
        base.Dispose(disposing);
    }

    protected override void OnInitialized() => RefreshTimer.Elapsed += Redraw;

    /// <summary>
    /// Shows the outcome of a sync that was requested here, also when nothing changed. A page that was read before the
    /// request may arrive after it: it has no run yet that was not there before.
    /// </summary>
    protected override async Task OnParametersSetAsync()
    {
        if (!requested || View.UnderWay || await NewestAsync() is not { } run || run.Id == newestBefore || !requested)
            return;

        requested = false;
        Say(SentenceOf(run), run.Outcome is RunOutcomes.Succeeded ? Severity.Success : Severity.Warning);
    }

    private void Redraw() => _ = InvokeAsync(StateHasChanged);

    private async Task ResyncAsync()
    {
        if (Reason is not null)
            return;

        newestBefore = (await NewestAsync())?.Id;
        switch (await Resync.HandleAsync(await PageUser.IdAsync(), View.Id, CancellationToken.None))
        {
            case ResyncOutcome.Requested or ResyncOutcome.UnderWay:
                requested = true;
                break;
            case ResyncOutcome.Throttled:
                Say(ErrorCatalog.For(ErrorKinds.Throttled, null).Message, Severity.Warning);
                break;
            case ResyncOutcome.NoSecret or ResyncOutcome.Paused:
                Say("It changed meanwhile and cannot be synced now.", Severity.Warning);
                break;
        }

        await Changed.InvokeAsync();
    }

    private async Task<Run?> NewestAsync() =>
        await Runs.ListAsync(await PageUser.IdAsync(), View.Id, null, 1, CancellationToken.None) is [{ } newest]
            ? ConnectionMapping.Of(newest, View.Connection.Exchange)
            : null;

    private string SentenceOf(Run run) => run.Outcome switch
    {
        RunOutcomes.Failed => $"{View.Connection.Label} could not be synced: {RunSentence.Of(run, Format)}",
        RunOutcomes.Partial => $"{View.Connection.Label} is partly synced: {RunSentence.Of(run, Format)}",
        _ when run.Changes.Count is 0 => $"{View.Connection.Label} is up to date: nothing has changed",
        _ => $"{View.Connection.Label} is up to date: {RunSentence.Of(run, Format)}",
    };

    /// <summary>The pressed button disappears, so the focus moves to the one beside it.</summary>
    private async Task ResumeAsync()
    {
        await PauseAsync();
        if (resync is not null)
            await resync.FocusAsync();
    }

    private async Task PauseAsync()
    {
        var request = new EditRequest { Paused = !View.Paused };
        var outcome = await Edit.HandleAsync(await PageUser.IdAsync(), View.Id, request, CancellationToken.None);
        if (outcome is EditOutcome.Edited)
            Say($"{View.Connection.Label} is {(View.Paused ? "kept up to date again" : "paused")}", Severity.Normal);
        await Changed.InvokeAsync();
    }

    private Task EditAsync(string what) => ShowAsync<EditDialog>(
        what,
        new DialogParameters<EditDialog> { { dialog => dialog.View, View }, { dialog => dialog.What, what } });

    private Task ReplaceAsync() => ShowAsync<ReplaceKeysDialog>(
        "Replace keys", new DialogParameters<ReplaceKeysDialog> { { dialog => dialog.View, View } });

    private async Task DisconnectAsync()
    {
        var parameters = new DialogParameters<DisconnectDialog> { { dialog => dialog.View, View } };
        if (await Dialogs.ShowAsync<DisconnectDialog>("Disconnect", parameters) && Disconnected.HasDelegate)
            await Disconnected.InvokeAsync();
        else
            await Changed.InvokeAsync();
    }

    private async Task ShowAsync<T>(string title, DialogParameters parameters)
        where T : IComponent
    {
        await Dialogs.ShowAsync<T>(title, parameters);
        await Changed.InvokeAsync();
    }
}
