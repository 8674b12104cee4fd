using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portfolio.Api.Answers;
using Portfolio.Api.Connections;
using Portfolio.Api.Pages.Shell;
using Portfolio.Api.Pages.View;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Pages.Connections;

public sealed partial class ConnectionActions
{
    private MudMenu? menu;

    [Parameter, EditorRequired] public ConnectionView View { get; set; } = null!; // Required.

    [Parameter] public EventCallback Changed { get; set; }

    [Parameter] public EventCallback Disconnected { get; set; }

    [Inject] private Visitor Visitor { get; set; } = null!; // Injected, as are the others.

    [Inject] private Resync Resync { get; set; } = null!;

    [Inject] private Edit Edit { get; set; } = null!;

    [Inject] private Dialogs Dialogs { get; set; } = null!;

    [Inject] private Tick Tick { get; set; } = null!;

    [Inject] private TimeProvider Clock { get; set; } = null!;

    private DateTimeOffset? Again => View.ResyncAgainAt > Clock.GetUtcNow() ? View.ResyncAgainAt : null;

    /// <summary>Why no resync can be asked for now; null when one can.</summary>
    private string? Reason => View switch
    {
        { UnderWay: true } => "A sync is under way",
        { Paused: true } => "It is paused: resume it first",
        { HasKey: false } => "Its key was destroyed: replace it first",
        _ => Again is null ? null : "A sync was asked for a moment ago",
    };

    public void Dispose() => Tick.Passed -= Redraw;

    protected override void OnInitialized() => Tick.Passed += Redraw;

    private void Redraw() => _ = InvokeAsync(StateHasChanged);

    /// <summary>A menu closes by itself when its item's work is done; a dialog's is not done for a while.</summary>
    private async Task StartAsync(Func<Task> act)
    {
        if (menu is not null)
            await menu.CloseMenuAsync();
        await act();
    }

    private async Task ResyncAsync()
    {
        if (Reason is not null)
            return;

        switch (await Resync.RunAsync(await Visitor.IdAsync(), View.Id, CancellationToken.None))
        {
            case ResyncOutcome.Throttled:
                Say(ErrorCatalog.For(ErrorKinds.Throttled, null).Message, Severity.Warning);
                break;
            case ResyncOutcome.NoSecret or ResyncOutcome.Paused:
                Say("It changed meanwhile and cannot be synced now.", Severity.Warning);
                break;
        }

        await Changed.InvokeAsync();
    }

    private async Task PauseAsync()
    {
        var request = new EditRequest { Paused = !View.Paused };
        var outcome = await Edit.RunAsync(await Visitor.IdAsync(), View.Id, request, CancellationToken.None);
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

    private void Say(string sentence, Severity severity) => Dialogs.Say(new Toast(sentence, severity));
}
