using Portfolio.Simulator.Accounts;

namespace Portfolio.Simulator.Kraken.Accounts;

/// <summary>The rights of a key at Kraken, where a key has a list of those that it was given.</summary>
internal static class KrakenRights
{
    public const string Funds = "query-funds";
    public const string OpenTrades = "query-open-trades";
    public const string ClosedTrades = "query-closed-trades";
    public const string Ledger = "query-ledger";
    public const string Export = "export-data";
    public const string Websocket = "create-ws-token";
    public const string Earn = "earn-funds";
    public const string Deposit = "add-funds";
    public const string Withdraw = "withdraw-funds";
    public const string Trade = "modify-trades";
    public const string Close = "close-trades";
    public const string AddAddress = "add-withdraw-address";
    public const string UpdateAddress = "update-withdraw-address";

    public static KeyRights ReadOnly { get; } = KeyRights.None.With(Funds);
}
