using Portfolio.Simulator.Kraken.Accounts;
using Portfolio.Simulator.Kraken.Endpoints;

namespace Portfolio.Simulator.Kraken;

/// <summary>The methods of Kraken by their paths, in which upper and lower case matter.</summary>
internal sealed class KrakenMethods(
    SystemEndpoints system, PairEndpoint pairs, TickerEndpoint ticker, KeyInfoEndpoint keyInfo,
    TradeBalanceEndpoint tradeBalance, AllocationEndpoint allocations, StrategyEndpoint strategies)
{
    public const string KeyInfo = KrakenMethod.Private + "GetApiKeyInfo";

    private readonly Dictionary<string, KrakenMethod> _byPath =
        ((IEnumerable<KrakenMethod>)
        [
            Public("Time", SystemEndpoints.Time),
            Public("SystemStatus", system.Status),
            Public("Assets", AssetEndpoint.Get),
            Public("AssetPairs", pairs.Get),
            Public("Ticker", ticker.Get) with { IsCached = true },
            new(KeyInfo, keyInfo.Get),
            Private("Balance", BalanceEndpoints.Balance, KrakenRights.Funds),
            Private("BalanceEx", BalanceEndpoints.Extended, KrakenRights.Funds),
            Private("TradeBalance", tradeBalance.Get, KrakenRights.OpenTrades),
            Private("Earn/Allocations", allocations.Get, KrakenRights.Funds),
            Private("Earn/Strategies", strategies.Get),
            .. Reading(), .. Moving(),
        ]).ToDictionary(method => method.Path, StringComparer.Ordinal);

    /// <summary>Null: there is no such method.</summary>
    public KrakenMethod? Find(string path) => _byPath.GetValueOrDefault(path);

    private static IEnumerable<KrakenMethod> Reading() =>
    [
        Private("WithdrawMethods", FundingEndpoints.WithdrawMethods, KrakenRights.Funds, KrakenRights.Withdraw),
        Private("WithdrawAddresses", FundingEndpoints.EmptyList, KrakenRights.Funds, KrakenRights.Withdraw),
        Private("DepositMethods", FundingEndpoints.DepositMethods, KrakenRights.Funds, KrakenRights.Deposit),
        Private("OpenOrders", FundingEndpoints.Empty("open"), KrakenRights.OpenTrades),
        Private("ClosedOrders", FundingEndpoints.Empty("closed"), KrakenRights.ClosedTrades),
        Private("TradesHistory", FundingEndpoints.Empty("trades"), KrakenRights.ClosedTrades) with { Cost = 4 },
        Private("Ledgers", FundingEndpoints.Empty("ledger"), KrakenRights.Ledger) with { Cost = 4 },
    ];

    private static IEnumerable<KrakenMethod> Moving() =>
    [
        .. Refused(KrakenRights.Trade, "AddOrder", "AddOrderBatch", "EditOrder", "AmendOrder"),
        .. Refused(KrakenRights.Close, "CancelOrder", "CancelOrderBatch", "CancelAll", "CancelAllOrdersAfter"),
        .. Refused(KrakenRights.Deposit, "DepositAddresses"),
        .. Refused(
            KrakenRights.Withdraw, "Withdraw", "WithdrawInfo", "WithdrawCancel", "WalletTransfer", "AccountTransfer",
            "CreateSubaccount"),
        .. Refused(KrakenRights.Earn, "Earn/Allocate", "Earn/Deallocate"),
        .. Refused(KrakenRights.Export, "AddExport", "RemoveExport"),
        .. Refused(KrakenRights.Websocket, "GetWebSocketsToken"),
    ];

    private static IEnumerable<KrakenMethod> Refused(string right, params string[] names) =>
        names.Select(name => Private(name, FundingEndpoints.Refuse, right) with
        {
            Cost = right is KrakenRights.Trade or KrakenRights.Close ? 0 : 1,
        });

    private static KrakenMethod Public(string name, Func<KrakenCall, KrakenAnswer> answer) =>
        new(KrakenMethod.Public + name, answer);

    private static KrakenMethod Private(
        string name, Func<KrakenCall, KrakenAnswer> answer, params string[] rights) =>
        new(KrakenMethod.Private + name, answer) { Rights = rights };
}
