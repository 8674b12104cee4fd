using System.Collections.Immutable;

namespace Portfolio.Simulator.Accounts;

/// <summary>What a key may do, by the exchange's names; flags that do not exist yet can be added.</summary>
internal sealed record KeyRights(ImmutableSortedDictionary<string, bool> Flags)
{
    public const string Reading = "enableReading";
    public const string OkxReading = "read_only";

    public static KeyRights ReadOnly { get; } = new(
        new Dictionary<string, bool>
        {
            [Reading] = true,
            ["enableWithdrawals"] = false,
            ["enableInternalTransfer"] = false,
            ["enableMargin"] = false,
            ["enableFutures"] = false,
            ["permitsUniversalTransfer"] = false,
            ["enableVanillaOptions"] = false,
            ["enableFixApiTrade"] = false,
            ["enableFixReadOnly"] = true,
            ["enableSpotAndMarginTrading"] = false,
            ["enablePortfolioMarginTrading"] = false,
        }.ToImmutableSortedDictionary(StringComparer.Ordinal));

    /// <summary>At OKX, where a key has a list of rights and no flags.</summary>
    public static KeyRights OkxReadOnly { get; } = new(
        ImmutableSortedDictionary.Create<string, bool>(StringComparer.Ordinal).Add(OkxReading, true));

    public bool CanRead => Has(Reading) || Has(OkxReading);

    public bool CanTrade => Has("enableSpotAndMarginTrading");

    public KeyRights With(string flag, bool value = true) => new(Flags.SetItem(flag, value));

    private bool Has(string flag) => Flags.GetValueOrDefault(flag);
}
