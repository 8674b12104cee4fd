using Microsoft.Extensions.Options;
using Portfolio.Api.Answers;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Budgets;
using Portfolio.Storage.Syncs;

namespace Portfolio.Api.Exchanges;

internal static class ExchangeRoutes
{
    public static void MapExchanges(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/exchanges", ListAsync).WithTags("Exchanges")
            .WithSummary("What can be connected, and how to make a read-only key there")
            .Answers<IReadOnlyList<ConnectableExchange>>(200).Fails();

    private static async Task<IResult> ListAsync(
        IOptions<EgressOptions> egress, EgressStore learned, HealthStore health, TimeProvider clock, CancellationToken ct)
    {
        var address = egress.Value.EgressAddress ?? await learned.FindAsync(ct);
        var now = clock.GetUtcNow();
        var pauses = ExchangePause.Of(await health.ListAsync(ct), now).ToDictionary(pause => pause.Exchange, pause => pause.Until);
        return Answer.Ok<IReadOnlyList<ConnectableExchange>>(
            [.. ExchangeCatalog.All.Select(exchange =>
                ConnectableExchange.Of(exchange, address, pauses.TryGetValue(exchange.Exchange, out var until) ? until : null))]);
    }
}

/// <param name="EgressAddress">The address exchanges see this server come from, for a key's list of trusted addresses; null when it is neither configured nor learned yet.</param>
/// <param name="PausedUntil">The exchange asked this server to slow down, and nothing is sent before then; null when it did not.</param>
internal sealed record ConnectableExchange(
    string Exchange,
    string Name,
    IReadOnlyList<CredentialField> Fields,
    IReadOnlyList<string> Wallets,
    IReadOnlyList<string> Steps,
    Uri KeysPage,
    string? EgressAddress,
    DateTimeOffset? PausedUntil)
{
    public static ConnectableExchange Of(
        ExchangeDescription exchange, string? egressAddress, DateTimeOffset? pausedUntil) => new(
        exchange.Exchange, exchange.Name, exchange.Fields, exchange.Wallets, exchange.Steps, exchange.KeysPage, egressAddress,
        pausedUntil);
}

/// <summary>Section <c>Exchanges</c>.</summary>
internal sealed class EgressOptions
{
    public const string Section = "Exchanges";

    /// <summary>The public address exchanges see this server come from; null when it is not known.</summary>
    public string? EgressAddress { get; init; }
}
