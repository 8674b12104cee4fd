using Portfolio.Simulator.Accounts;

namespace Portfolio.Simulator.Control;

/// <summary>A demo key, to be pasted into a form.</summary>
internal sealed record KeyShown(
    string Name, string Exchange, string Description, string ApiKey, string ApiSecret, string? Passphrase)
{
    public static KeyShown Of(Credential key) =>
        new(key.Name, key.Exchange, key.Description, key.ApiKey, key.ApiSecret, key.Passphrase);
}

/// <summary>What is to be changed about a key; what is null stays.</summary>
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
internal sealed record BalanceChange(string? Free, string? Locked);

internal sealed record BalanceShown(string Wallet, string Asset, string Free, string Locked)
{
    public static BalanceShown Of(string wallet, string asset, Balance balance) =>
        new(wallet, asset, balance.Free.Text, balance.Locked.Text);
}
