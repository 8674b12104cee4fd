using Portfolio.Api.Answers;
using Portfolio.Api.Reference;
using Portfolio.Contracts.Answers;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Budgets;

namespace Portfolio.Api.Exchanges;

internal static class ExchangeRoutes
{
    public static void MapExchanges(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/exchanges", ListAsync).WithTags("Exchanges")
            .WithSummary("What can be connected, and how to make a read-only key there")
            .Answers<IReadOnlyList<ConnectableExchange>>(200, "All of them.");

    private static async Task<IResult> ListAsync(
        EgressLookup egress, HealthStore health, TimeProvider clock, CancellationToken ct)
    {
        var pauses = ExchangePause.Of(await health.ListAsync(ct), clock.GetUtcNow());
        var exchanges = new List<ConnectableExchange>();
        foreach (var exchange in ExchangeCatalog.All)
        {
            exchanges.Add(ConnectableExchange.Of(
                exchange,
                (await egress.FindAsync(exchange, ct)).Address,
                pauses.FirstOrDefault(pause => pause.Exchange == exchange.Exchange)));
        }

        return ApiResults.Ok<IReadOnlyList<ConnectableExchange>>(exchanges);
    }
}

/// <summary>An exchange that can be connected.</summary>
/// <param name="Fields">The parts of its keys, in the order of a form.</param>
/// <param name="Wallets">The wallets that are read.</param>
/// <param name="Steps">How to make a read-only key there, one sentence each.</param>
/// <param name="KeysPage">Where the exchange makes keys.</param>
/// <param name="EgressAddress">
/// This server's address as this exchange sees it, for a key's list of trusted addresses; null while it is not known,
/// or where the exchange's lists do not take it.
/// </param>
/// <param name="PausedUntil">
/// The exchange requested a pause, and nothing is sent before then; null when it did not. Where it has
/// regions, only those in <c>pausedRegions</c> wait, and this is the end of the longest pause.
/// </param>
/// <param name="PausedRegions">The regions that wait, each by itself; empty where the exchange has none.</param>
/// <param name="CoverageNote">
/// Why coverage of its accounts is null, and which money there is not counted; null where it reports totals.
/// </param>
internal sealed record ConnectableExchange(
    [property: ValuesOf(typeof(ExchangeNames))] string Exchange,
    string Name,
    IReadOnlyList<CredentialField> Fields,
    IReadOnlyList<string> Wallets,
    IReadOnlyList<string> Steps,
    Uri KeysPage,
    string? EgressAddress,
    DateTimeOffset? PausedUntil,
    IReadOnlyList<PausedRegion> PausedRegions,
    string? CoverageNote = null)
{
    /// <param name="pause">Null: requests may be sent.</param>
    public static ConnectableExchange Of(
        ExchangeDescription exchange, string? egressAddress, ExchangePause? pause) => new(
        exchange.Exchange, exchange.Name, exchange.Fields, exchange.Wallets, exchange.Steps, exchange.KeysPage,
        egressAddress, pause?.Until, pause?.Regions ?? [], exchange.CoverageNote);
}
