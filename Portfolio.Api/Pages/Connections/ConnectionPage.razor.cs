using Microsoft.AspNetCore.Components;
using Portfolio.Api.Connections;
using Portfolio.Api.Pages.View;
using Portfolio.Contracts.Connections;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Runs;

namespace Portfolio.Api.Pages.Connections;

public sealed partial class ConnectionPage
{
    private const int AtOnce = 20;

    private readonly ReadingOrder readings = new();
    private ConnectionView? view;
    private List<Run> runs = [];
    private IReadOnlyList<HoldingPartRow> balances = [];
    private bool more;
    private bool gone;
    private int wanted = AtOnce;

    [Parameter] public Guid Id { get; set; }

    /// <summary>"Syncs every hour into Savings."</summary>
    private string Schedule
    {
        get
        {
            if (view is null)
                return "";

            var interval = Durations.Every(view.Interval);
            var schedule = view.PortfolioName is { } name
                ? Texts.FormatConnection_ScheduleInto(interval, name)
                : Texts.FormatConnection_Schedule(interval);
            return view.IsHurried ? $"{schedule} {Texts.Connection_ScheduleByServer}" : schedule;
        }
    }

    /// <summary>The newest run with a result for the account.</summary>
    private Run? Latest => runs.FirstOrDefault(run => run.Outcome is not RunOutcomes.Superseded);

    protected override async Task OnInitializedAsync()
    {
        var user = await PageUser.IdAsync();
        if (RendererInfo.IsInteractive && PrerenderCache.Take<Model>(user, $"connection {Id}") is { } known)
            (view, runs, balances, more) = (known.View, known.Runs, known.Balances, known.More);
        else
            await LoadAsync();

        if (RendererInfo.IsInteractive && !Left.IsCancellationRequested)
            Follow(LoadAsync);
        else if (!RendererInfo.IsInteractive && view is not null)
            PrerenderCache.Keep(user, $"connection {Id}", new Model(view, runs, balances, more));
    }

    private async Task LoadAsync()
    {
        var reading = readings.Begin();
        var read = await ReadAsync();
        if (!readings.Accepts(reading))
            return;

        gone = read is null;
        (view, runs, balances, more) = read is null
            ? (null, runs, balances, more)
            : (read.View, read.Runs, read.Balances, read.More);
        StateHasChanged();
    }

    /// <summary>Null when there is no such connection.</summary>
    private async Task<Model?> ReadAsync()
    {
        if (await Queries.FindAsync(Id, CancellationToken.None) is not { } found)
            return null;

        var (user, count) = (await PageUser.IdAsync(), wanted);
        var parts = await Parts.ListOfAsync(user, Id, Time.GetUtcNow(), CancellationToken.None);
        var rows = await Runs.ListAsync(user, Id, null, count + 1, CancellationToken.None);
        return new Model(
            found,
            [.. rows.Take(count).Select(row => ConnectionMapping.Of(row, found.Connection.Exchange))],
            parts,
            rows.Count > count);
    }

    private Task MoreAsync()
    {
        wanted += AtOnce * 2;
        return LoadAsync();
    }

    private void Leave() => Navigation.NavigateTo("/connections");

    private sealed record Model(
        ConnectionView View, List<Run> Runs, IReadOnlyList<HoldingPartRow> Balances, bool More);
}
