using Microsoft.OpenApi;
using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Api.Currencies;
using Portfolio.Api.Reference;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Portfolios;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Prices;

namespace Portfolio.Api.Portfolios;

/// <summary><c>GET /portfolios/{id}/history</c>.</summary>
internal static class HistoryRoute
{
    private static readonly ParameterReference Span = new(
        "span", ParameterLocation.Query, "`day` (the usual one), `week`, `month` or `year`.");

    public static void MapHistory(this RouteGroupBuilder portfolios) => portfolios
        .MapGet("/{id:guid}/history", HandleAsync)
        .WithSummary("Its value over time, and why it has changed")
        .WithDescription(
            "The change is split into prices, coins that were moved, accounts that were added or removed, and "
            + "positions. The parts add up to it.")
        .WithMetadata(Span).Converts()
        .Answers<PortfolioHistory>(200, "The span until now.").Fails(ErrorKinds.NotFound)
        .Refuses("span", Texts.Fields_Span);

    private static async Task<IResult> HandleAsync(
        Guid id, string? span, string? currency, CurrentUser user, PortfolioStore portfolios, HistoryReader histories,
        CurrencyReader currencies, CancellationToken ct)
    {
        if ((span is null ? ValueSpan.All[0] : ValueSpan.Named(span)) is not { } wanted)
            return ApiResults.Invalid("span", Texts.Fields_Span);

        var requested = await currencies.RequestedAsync(user.Id, currency, ct);
        if (requested.Refusal is { } refusal)
            return refusal;
        if (await portfolios.FindAsync(user.Id, id, ct) is not { } portfolio)
            return ApiResults.NotFound();

        var history = Shape(wanted, await ReadAsync(CurrencyRate.Dollar));
        return ApiResults.Ok(requested.Currency is { } shown
            ? history with { Currency = shown.Code, Converted = Convert(await ReadAsync(shown)) }
            : history);

        Task<ValueHistory> ReadAsync(CurrencyRate shown) =>
            histories.ReadAsync(user.Id, id, null, wanted, Amounts.Read(portfolio.TotalUsd), shown, ct);
    }

    private static PortfolioHistory Shape(ValueSpan span, ValueHistory history) => new(
        span.Name.ToLowerInvariant(), history.Split is { } split ? Shape(split) : null,
        [
            .. history.Points.Select(point => new HistoryPoint(
                point.At, Converted.Text(point.Value), Contributed(history, point))),
        ],
        [
            .. history.Moves.Select(move => new HistoryMove(
                move.MovedAt, move.ConnectionId, move.Label, move.CameIn, move.OtherId)),
        ]);

    private static ConvertedHistory Convert(ValueHistory history) => new(
        history.Split is { } split ? Convert(split) : null,
        [
            .. history.Points.Select(point => new ConvertedPoint(
                point.At, Converted.Text(point.Value), Contributed(history, point))),
        ]);

    private static string? Contributed(ValueHistory history, ValuePoint point) =>
        history.ContributedAt(point) is { } value ? Amounts.Text(value) : null;

    private static HistoryChange Shape(ValueSplit split) => new(
        split.Since, Amounts.Text(split.Start), Amounts.Text(split.End), Amounts.Text(split.Change),
        Amounts.Text(split.Market), Percent(split), Amounts.Text(split.MovedIn), Amounts.Text(split.MovedOut),
        Amounts.Text(split.Added), Amounts.Text(split.Removed), Amounts.Text(split.Positions),
        Amounts.Text(split.Other));

    private static ConvertedChange Convert(ValueSplit split) => new(
        split.Since, Amounts.Text(split.Start), Amounts.Text(split.End), Amounts.Text(split.Change),
        Amounts.Text(split.Market), Percent(split), Amounts.Text(split.MovedIn), Amounts.Text(split.MovedOut),
        Amounts.Text(split.Added), Amounts.Text(split.Removed), Amounts.Text(split.Positions),
        Amounts.Text(split.Other));

    private static string? Percent(ValueSplit split) =>
        split.MarketShare is { } share ? Amounts.Text(decimal.Round(share * 100, 4)) : null;
}
