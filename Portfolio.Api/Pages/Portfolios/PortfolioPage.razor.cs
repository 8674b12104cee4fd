using Microsoft.AspNetCore.Components;
using Portfolio.Api.Pages.Connections;
using Portfolio.Api.Pages.View;
using Portfolio.Api.Portfolios;
using Portfolio.Contracts.Exchanges;

namespace Portfolio.Api.Pages.Portfolios;

public sealed partial class PortfolioPage
{
    private readonly ReadingOrder readings = new();
    private PortfolioModel? model;
    private (Guid? Id, ValueSpan Span)? shown;
    private long version;

    [Parameter] public Guid? Id { get; set; }

    [SupplyParameterFromQuery(Name = "span")] public string? SpanName { get; set; }

    /// <summary>See <see cref="AssetOrder.Text"/>.</summary>
    [SupplyParameterFromQuery] public string? Sort { get; set; }

    private ValueSpan Span => ValueSpan.Named(SpanName) ?? ValueSpan.All[0];

    private string What => $"portfolio {Id} {Span.Name}";

    protected override async Task OnParametersSetAsync()
    {
        if (model is not null && shown == (Id, Span))
            return;

        var another = model is null || shown?.Id != Id;
        shown = (Id, Span);
        if (another)
            await BeginAsync();
        else
            await ReadAsync();
    }

    private async Task BeginAsync()
    {
        var requested = shown;
        model = null;
        var user = await PageUser.IdAsync();
        // Only at first: the cached data is old when a person comes back to it from another portfolio.
        var read = RendererInfo.IsInteractive && !Follows ? PrerenderCache.Take<PortfolioModel>(user, What) : null;
        read ??= await Queries.ReadAsync(Id, Span, CancellationToken.None);
        if (shown != requested)
            return;

        model = read;
        if (!RendererInfo.IsInteractive)
            PrerenderCache.Keep(user, What, model);
        else if (!Left.IsCancellationRequested)
            Follow(RefreshAsync, RepriceAsync);
    }

    private async Task RepriceAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    private async Task RefreshAsync()
    {
        version++;
        await RepriceAsync();
    }

    /// <summary>The shown portfolio was deleted.</summary>
    private async Task LeaveAsync()
    {
        if (Id is null)
            await RefreshAsync();
        else
            Navigation.NavigateTo("/portfolio");
    }

    /// <summary>The first account.</summary>
    private async Task ConnectAsync(ExchangeDescription exchange)
    {
        await ConnectDialog.OpenAsync(Dialogs, exchange, null);
        await RefreshAsync();
    }

    private void ShowSpan(ValueSpan choice) =>
        Remember("span", choice == ValueSpan.All[0] ? null : choice.Name.ToLowerInvariant());

    private void ShowSorted(string? order) => Remember("sort", order);

    /// <summary>In the address, so that a reload and a copied link show the same.</summary>
    private void Remember(string name, string? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, value), replace: true);

    /// <summary>A reading that was requested before another choice, or before a shown one, is not shown.</summary>
    private async Task ReadAsync()
    {
        var (requested, reading) = ((Id, Span), readings.Begin());
        var read = await Queries.ReadAsync(Id, Span, CancellationToken.None);
        if (requested == (Id, Span) && readings.Accepts(reading))
            model = read;
    }

    private void Choose(ChangeEventArgs change)
    {
        var address = change.Value is string { Length: > 0 } id ? $"/portfolio/{id}" : "/portfolio";
        Navigation.NavigateTo(address + new Uri(Navigation.Uri).Query);
    }
}
