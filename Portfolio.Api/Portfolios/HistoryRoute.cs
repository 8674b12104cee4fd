using Microsoft.OpenApi;
using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Api.Reference;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Portfolios;
using Portfolio.Storage.Portfolios;

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
        .WithMetadata(Span)
        .Answers<PortfolioHistory>(200, "The span until now.").Fails(ErrorKinds.NotFound)
        .Refuses("span", Texts.Fields_Span);

    private static async Task<IResult> HandleAsync(
        Guid id, string? span, CurrentUser user, PortfolioStore portfolios, HistoryReader histories,
        CancellationToken ct)
    {
        if ((span is null ? ValueSpan.All[0] : ValueSpan.Named(span)) is not { } wanted)
            return ApiResults.Invalid("span", Texts.Fields_Span);

        if (await portfolios.FindAsync(user.Id, id, ct) is not { } portfolio)
            return ApiResults.NotFound();

        return ApiResults.Ok(Shape(
            wanted, await histories.ReadAsync(user.Id, id, wanted, Amounts.Read(portfolio.TotalUsd), ct)));
    }

    private static PortfolioHistory Shape(ValueSpan span, ValueHistory history) => new(
        span.Name.ToLowerInvariant(), history.Split is { } split ? Shape(split) : null,
        [.. history.Points.Select(point => Shape(point, history.ContributedAt(point)))]);

    /// <summary>As finely as the parts of the change.</summary>
    private static HistoryPoint Shape(ValuePoint point, decimal? contributed) => new(
        point.At, Amounts.Text(decimal.Round(point.Usd, 10)), contributed is { } usd ? Amounts.Text(usd) : null);

    private static HistoryChange Shape(ValueSplit split) => new(
        split.Since, Amounts.Text(split.Start), Amounts.Text(split.End), Amounts.Text(split.Change),
        Amounts.Text(split.Market),
        split.MarketShare is { } share ? Amounts.Text(decimal.Round(share * 100, 4)) : null,
        Amounts.Text(split.MovedIn), Amounts.Text(split.MovedOut), Amounts.Text(split.Added),
        Amounts.Text(split.Removed), Amounts.Text(split.Positions), Amounts.Text(split.Other));
}
