using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portfolio.Api.Exchanges;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Pages.Connections;

public sealed partial class ConnectionsPage
{
    private IReadOnlyList<ConnectionView>? connections;
    private IReadOnlyList<ExchangePause> pauses = [];
    private ElementReference heading;
    private Guid? fresh;

    /// <summary>The id of the portfolio that is offered first for a new connection.</summary>
    [SupplyParameterFromQuery] private string? Into { get; set; }

    private string Summary => connections switch
    {
        null => "Loading …",
        [] => "Nothing is connected yet.",
        _ when connections.All(view => view.Connection.LastSyncedAt is null) =>
            $"{DisplayNames.Many(connections.Count, "account")}, not read yet",
        _ => $"{DisplayNames.Many(connections.Count, "account")}, worth "
            + Format.Usd(connections.Sum(view => view.ValueUsd)) + Attention,
    };

    /// <summary>". 2 need you, 3 are retrying"; empty where none does.</summary>
    private string Attention
    {
        get
        {
            var needing = Count(ConnectionStatus.ActionRequired);
            var retrying = Count(ConnectionStatus.Retrying);
            var needs = needing is 0 ? "" : $"{needing} {(needing is 1 ? "needs" : "need")} you";
            var retries = retrying is 0 ? "" : $"{retrying} {(retrying is 1 ? "is" : "are")} retrying";
            var both = string.Join(", ", new[] { needs, retries }.Where(words => words is not ""));
            return both is "" ? "" : $". {both}";

            int Count(string status) => connections?.Count(view => view.Connection.Status == status) ?? 0;
        }
    }

    protected override async Task OnInitializedAsync()
    {
        var user = await PageUser.IdAsync();
        connections = RendererInfo.IsInteractive
            ? PrerenderCache.Take<IReadOnlyList<ConnectionView>>(user, "connections") : null;
        if (connections is null)
            await LoadAsync();
        if (!RendererInfo.IsInteractive)
            PrerenderCache.Keep(user, "connections", connections ?? []);
        else if (!Left.IsCancellationRequested)
            Follow(LoadAsync);
    }

    private async Task LoadAsync()
    {
        var before = connections;
        connections = await Queries.ListAsync(CancellationToken.None);
        pauses = await Queries.PausesAsync(CancellationToken.None);
        foreach (var now in connections)
        {
            var status = now.Connection.Status;
            var old = before?.FirstOrDefault(view => view.Id == now.Id)?.Connection.Status;
            if (old is not null && old != status && status is not ConnectionStatus.Syncing)
                Announcer.Say($"{now.Connection.Label}: {status.Replace('_', ' ')}");
        }

        StateHasChanged();
    }

    private async Task ConnectAsync(ExchangeDescription exchange)
    {
        var before = (connections ?? []).Select(view => view.Id).ToHashSet();
        Guid? into = Guid.TryParse(Into, out var portfolio) ? portfolio : null;
        await Dialogs.ShowAsync<ConnectDialog>(
            $"Connect {exchange.Name}",
            new DialogParameters<ConnectDialog>
            {
                { dialog => dialog.Exchange, exchange }, { dialog => dialog.Portfolio, into },
            });
        await LoadAsync();
        fresh = connections?.FirstOrDefault(view => !before.Contains(view.Id))?.Id;
    }

    /// <summary>A removed card loses the focus, so the page's heading gets it.</summary>
    private async Task LeaveAsync()
    {
        await LoadAsync();
        await heading.FocusAsync();
    }
}
