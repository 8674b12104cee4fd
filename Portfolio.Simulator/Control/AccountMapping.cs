using System.Text.Json.Serialization;
using Portfolio.Simulator.Accounts;

namespace Portfolio.Simulator.Control;

/// <summary>A demo key, to be pasted into a form.</summary>
/// <param name="Region">The host that knows it; null at an exchange with one host.</param>
internal sealed record KeyShown(
    string Name,
    string Exchange,
    string? Region,
    string Description,
    string ApiKey,
    string ApiSecret,
    string? Passphrase)
{
    public static KeyShown Of(Credential key) =>
        new(key.Name, key.Exchange, key.Region, key.Description, key.ApiKey, key.ApiSecret, key.Passphrase);
}

/// <summary>The changes of a key; a null field keeps its value.</summary>
/// <param name="AllowedAddresses">An empty list lifts the restriction.</param>
internal sealed record KeyChange(
    Dictionary<string, bool>? Permissions, string[]? AllowedAddresses, bool? Deleted, bool? RegionBlocked);

internal sealed record KeyState(
    string Name,
    IReadOnlyDictionary<string, bool> Permissions,
    IEnumerable<string> AllowedAddresses,
    bool Deleted,
    bool RegionBlocked)
{
    public static KeyState Of(Credential key) => new(
        key.Name,
        key.Rights.Flags,
        key.AllowedAddresses.Select(address => address.ToString()),
        key.Deleted,
        key.RegionBlocked);
}

/// <param name="Free">"0" when null.</param>
/// <param name="Locked">"0" when null.</param>
/// <param name="Borrowed">"0" when null.</param>
internal sealed record BalanceChange(string? Free, string? Locked, string? Borrowed)
{
    /// <exception cref="FormatException">One of them is not an amount.</exception>
    public Balance ToBalance() =>
        new(Quantity.Parse(Free ?? "0"), Quantity.Parse(Locked ?? "0"), Quantity.Parse(Borrowed ?? "0"));
}

/// <param name="Borrowed">Null where nothing can be borrowed.</param>
/// <param name="Positions">Null where none is open.</param>
internal sealed record BalanceShown(
    string Wallet,
    string Asset,
    string Free,
    string Locked,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Borrowed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PositionChange? Positions)
{
    public static BalanceShown Of(Wallet wallet, string asset, Balance balance) => new(
        wallet.Name,
        asset,
        balance.Free.Text,
        balance.Locked.Text,
        wallet.CanBorrow ? balance.Borrowed.Text : null,
        PositionChange.Of(balance.Positions));
}
