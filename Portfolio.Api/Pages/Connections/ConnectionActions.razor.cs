using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portfolio.Api.Answers;
using Portfolio.Api.Connections;
using Portfolio.Api.Pages.Portfolios;
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

    private string Progress => View.Connection.Status is ConnectionStatus.Pending
        ? Texts.Connection_Waiting
        : Texts.Connection_Syncing;

    /// <summary>Why no resync can be requested now; null when one can.</summary>
    private string? Reason => View switch
    {
        { UnderWay: true } => Texts.Connection_ReasonRunning,
        { Paused: true } => Texts.Connection_ReasonPaused,
        { HasKey: false } => Texts.Connection_ReasonNoKey,
        _ => Again is null ? null : Texts.Errors_Throttled,
    };

    private IReadOnlyList<MenuAction> Menu =>
    [
        View.Paused
            ? new(Icons.Material.Rounded.PlayArrow, Texts.Connection_Resume, () => PauseAsync(false))
            : new(Icons.Material.Rounded.Pause, Texts.Connection_Pause, () => PauseAsync(true)),
        new(Icons.Material.Rounded.Schedule, Texts.Connection_ChangeSchedule, () => EditAsync(EditDialog.Schedule)),
        new(Icons.Material.Rounded.VpnKey, Texts.Connection_ReplaceKeys, ReplaceAsync),
        new(Icons.Material.Rounded.Edit, Texts.Common_Rename, () => EditAsync(EditDialog.Name)),
        .. View.Connection.PortfolioId is { } portfolio
            ? new MenuAction[]
            {
                new(Icons.Material.Rounded.DriveFileMove, Texts.Move_MenuOfOne, () => MoveAsync(portfolio)),
            }
            : [],
        new(Icons.Material.Rounded.LinkOff, Texts.Connection_Disconnect, DisconnectAsync, Danger: true),
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
            case ResyncOutcome.Throttled throttled:
                Say(ErrorCatalog.For(ErrorKinds.Throttled, null, throttled.Detail).Message, Severity.Warning);
                break;
            case ResyncOutcome.NoSecret or ResyncOutcome.Paused:
                Say(Texts.Connection_ChangedMeanwhile, Severity.Warning);
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
        RunOutcomes.Failed => Texts.FormatConnection_Failed(View.Connection.Label, RunSentence.Of(run, Format)),
        RunOutcomes.Partial => Texts.FormatConnection_Partial(View.Connection.Label, RunSentence.Of(run, Format)),
        _ when run.Changes.Count is 0 => Texts.FormatConnection_Unchanged(View.Connection.Label),
        _ => Texts.FormatConnection_UpToDate(View.Connection.Label, RunSentence.Of(run, Format)),
    };

    /// <summary>The pressed button disappears, so the focus moves to the one beside it.</summary>
    private async Task ResumeAsync()
    {
        await PauseAsync(false);
        if (resync is not null)
            await resync.FocusAsync();
    }

    private async Task PauseAsync(bool paused)
    {
        var request = new EditRequest { Paused = paused };
        var outcome = await Edit.HandleAsync(await PageUser.IdAsync(), View.Id, request, CancellationToken.None);
        var label = View.Connection.Label;
        if (outcome is EditOutcome.Edited)
        {
            Say(
                paused ? Texts.FormatConnection_Paused(label) : Texts.FormatConnection_Resumed(label),
                Severity.Normal);
        }

        await Changed.InvokeAsync();
    }

    private Task EditAsync(string what) => ShowAsync<EditDialog>(
        what is EditDialog.Name ? Texts.Common_Rename : Texts.Connection_ChangeSchedule,
        new DialogParameters<EditDialog> { { dialog => dialog.View, View }, { dialog => dialog.What, what } });

    private async Task ReplaceAsync()
    {
        if (!await RecentSignIn.HasAsync(Left))
            return;

        await ShowAsync<ReplaceKeysDialog>(
            Texts.Connection_ReplaceKeys, new DialogParameters<ReplaceKeysDialog> { { dialog => dialog.View, View } });
    }

    private Task MoveAsync(Guid portfolio) => ShowAsync<MoveDialog>(
        Texts.Move_Title,
        new DialogParameters<MoveDialog>
        {
            { dialog => dialog.From, portfolio }, { dialog => dialog.Account, View.Id },
        });

    private async Task DisconnectAsync()
    {
        var parameters = new DialogParameters<DisconnectDialog> { { dialog => dialog.View, View } };
        var ended = await Dialogs.ShowAsync<DisconnectDialog>(Texts.Connection_Disconnect, parameters);
        if (ended && Disconnected.HasDelegate)
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
