using Microsoft.AspNetCore.Components;
using Portfolio.Api.Exchanges;
using Portfolio.Api.Pages.View;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Pages.Connections;

public sealed partial class ConnectionsPage
{
    private readonly ReadingOrder readings = new();
    private IReadOnlyList<ConnectionView>? connections;
    private IReadOnlyList<ExchangePause> pauses = [];
    private ElementReference heading;
    private Guid? fresh;

    /// <summary>The id of the portfolio that is offered first for a new connection.</summary>
    [SupplyParameterFromQuery] private string? Into { get; set; }

    private string Summary => connections switch
    {
        null => Texts.Connections_Loading,
        [] => Texts.Connections_None,
        _ when connections.All(view => view.Connection.LastSyncedAt is null) => Plural.Of(
            connections.Count, Texts.Connections_Unread_One, Texts.FormatConnections_Unread_Many),
        _ => string.Join(' ', [WorthOf(connections), .. AttentionTo(connections)]),
    };

    private string WorthOf(IReadOnlyList<ConnectionView> views)
    {
        var worth = Format.Usd(views.Sum(view => view.ValueUsd));
        return Plural.Of(
            views.Count,
            Texts.FormatConnections_Worth_One(worth),
            count => Texts.FormatConnections_Worth_Many(count, worth));
    }

    /// <summary>"2 need your attention.", "3 are retrying."; empty where none does.</summary>
    private static IEnumerable<string> AttentionTo(IReadOnlyList<ConnectionView> views)
    {
        if (Count(ConnectionStatus.ActionRequired) is > 0 and var needing)
            yield return Plural.Of(needing, Texts.Connections_NeedYou_One, Texts.FormatConnections_NeedYou_Many);
        if (Count(ConnectionStatus.Retrying) is > 0 and var retrying)
            yield return Plural.Of(retrying, Texts.Connections_Retrying_One, Texts.FormatConnections_Retrying_Many);

        int Count(string status) => views.Count(view => view.Connection.Status == status);
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
        var reading = readings.Begin();
        var read = await Queries.ListAsync(CancellationToken.None);
        var paused = await Queries.PausesAsync(CancellationToken.None);
        if (!readings.Accepts(reading))
            return;

        var before = connections;
        (connections, pauses) = (read, paused);
        foreach (var now in connections)
        {
            var status = now.Connection.Status;
            var old = before?.FirstOrDefault(view => view.Id == now.Id)?.Connection.Status;
            if (old is not null && old != status && status is not ConnectionStatus.Syncing)
            {
                Announcer.Say(
                    Texts.FormatConnections_StatusChanged(now.Connection.Label, DisplayNames.Status(status)));
            }
        }

        StateHasChanged();
    }

    private async Task ConnectAsync(ExchangeDescription exchange)
    {
        var before = (connections ?? []).Select(view => view.Id).ToHashSet();
        Guid? into = Guid.TryParse(Into, out var portfolio) ? portfolio : null;
        await ConnectDialog.OpenAsync(Dialogs, exchange, into);
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
