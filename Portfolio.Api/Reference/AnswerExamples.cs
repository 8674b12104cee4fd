using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portfolio.Api.Exchanges;
using Portfolio.Contracts.Answers;
using Portfolio.Contracts.Audit;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Exchanges;
using Portfolio.Contracts.Portfolios;

namespace Portfolio.Api.Reference;

/// <summary>An example of each route's answer when it succeeds: one account, an hour after its connect.</summary>
internal static class AnswerExamples
{
    private static readonly DateTimeOffset Connected = new(2026, 11, 26, 9, 30, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Synced = Connected.AddHours(1);

    private static readonly Guid ConnectionId = new("01a21e40-5f28-7cd5-bb9e-d8bfd7afd047");
    private static readonly Guid PortfolioId = new("01a21e40-6213-7a1f-9d0c-5b8e3f4a7c21");
    private static readonly Guid RunId = new("01a25532-11c0-7e4b-8a35-2f6d9b7e0c14");

    private static readonly RunWallet[] Wallets =
        [new("spot", "ok", null), new("funding", "ok", null), new("earn_flexible", "ok", null)];

    private static readonly Coverage Coverage = new("1", "46393.80", "46393.80", [], null);

    private static readonly Connection Connection = new(
        ConnectionId, ExchangeNames.Binance, "Savings", "EXAM••••lUg0", "synced", null, ["read"], PortfolioId,
        Connected, Synced, Synced, Synced.AddHours(1), 60);

    private static readonly PortfolioSummary Portfolio = new(PortfolioId, "Binance Sync", "46393.80");

    private static readonly AuditEvent Added = new(
        3, new Guid("01900000-0000-7000-8000-000000000001"), Connected, AuditActions.ConnectionAdded,
        AuditOutcomes.Done, 1,
        new AuditEventActor("session", "4f0d9c1e-6a53-4c0b-9a57-0d6d1c0f8f7b", "Firefox on Linux", "203.0.113.20"),
        ConnectionId, "Savings");

    private static readonly DerivativeWallet Futures = new(
        ConnectionId, ExchangeNames.Binance, "futures_usdm", "USD-M Futures", "4240.15", "120.15", 0, Synced, null);

    private static readonly PortfolioHistory History = new(
        "day",
        new(
            Synced.AddHours(-3), "41900.00", "46393.80", "4493.80", "212.50", "0.4612", "4281.30", "0", "0", "0", "0",
            "0"),
        [
            new(Synced.AddHours(-3), "41900.00", "41900.00"), new(Synced.AddHours(-1), "42050.25", "41900.00"),
            new(Synced, "46393.80", "46181.30"),
        ],
        []);

    private static readonly Dictionary<Type, object> ByType = new()
    {
        [typeof(Connection)] = Connection,
        [typeof(PortfolioSummary)] = Portfolio,
        [typeof(Holding)] = new Holding(
            "BTC", "Bitcoin", ExchangeNames.Binance, "0.5", "84787.60", "42393.80", null, null, "BTCUSDT",
            "api.binance.com", Synced, "412.50", "0.4889", null, [new("spot", "0.3"), new("earn_flexible", "0.2")]),
        [typeof(DerivativeWallet)] = Futures,
        [typeof(PortfolioHistory)] = History,
        [typeof(Transaction)] = new Transaction(
            new Guid("01a25532-12f7-7b60-9f1e-6c3a8d5b2e90"), "SYNC", "BTC", "0.5", "0.1", null, ConnectionId, RunId,
            Synced, null, "8478.76"),
        [typeof(Run)] = new Run(
            RunId, "scheduled", "succeeded", Synced.AddSeconds(-1), Synced, 2, 1, 0, null, Wallets,
            [new("BTC", "0.1", "0.5")], Coverage),
        [typeof(Validation)] = new Validation(
            ["read"], "12345678", "Binance Sync",
            [new("BTC", "Bitcoin", "0.5", "42393.80"), new("USDT", "Tether", "4000", "4000.00")], 1, 0, "46393.80",
            Wallets, Coverage, null, []),
        [typeof(RenameQuestion)] = new RenameQuestion(
            new Guid("01a25532-1a04-7d35-b2c8-4e9f0a6d7b13"), "MATIC", "POL", "120.5", Synced, null),
        [typeof(AuditEvent)] = Added,
        [typeof(ConnectableExchange)] = ConnectableExchange.Of(
            ExchangeCatalog.All[0], egressAddress: "203.0.113.7", pause: null),
    };

    private static readonly Meta FirstSync =
        new(AssetsSync: 2, FirstSync: new FirstSync(RunId, "succeeded", 1, 0, "46393.80", PortfolioId, "Binance Sync"));

    /// <summary>The whole answer.</summary>
    /// <param name="isPage">The last page of a list.</param>
    public static JsonNode? Of(AnswerReference answer, bool isPage)
    {
        var isList = answer.Data.IsGenericType && answer.Data.IsAssignableTo(typeof(IEnumerable));
        var type = isList ? answer.Data.GenericTypeArguments[0] : answer.Data;
        var found = ByType.GetValueOrDefault(type) ?? UserExamples.Of(type);
        if (found is Connection && answer.Status is 202)
            found = Connection with { Status = "syncing" };
        var meta = isPage ? new Meta() : found is Connection && answer.Status is 201 ? FirstSync : null;
        return JsonSerializer.SerializeToNode(
            new Envelope<object>(true, isList && found is not null ? new[] { found } : found, null, meta),
            JsonSerializerOptions.Web);
    }
}
