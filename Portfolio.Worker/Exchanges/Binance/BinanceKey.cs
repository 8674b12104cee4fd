using System.Text.Json;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>
/// A key's rights, from the flags of apiRestrictions. The account's own canTrade and canWithdraw do not describe a key
/// and are never read.
/// </summary>
internal static class BinanceKey
{
    public const string Path = "/sapi/v1/account/apiRestrictions";

    private const string Reading = "enableReading";
    private const string PortfolioMargin = "enablePortfolioMarginTrading";

    private static readonly (string Flag, string Right)[] Rights =
    [
        ("enableSpotAndMarginTrading", "trade"),
        ("enableFixApiTrade", "trade"),
        ("enableMargin", "margin"),
        ("enableFutures", "futures"),
        ("enableVanillaOptions", "options"),
        ("enableInternalTransfer", "transfer"),
        ("permitsUniversalTransfer", "transfer"),
        ("enableWithdrawals", "withdraw"),
    ];

    private static readonly HashSet<string> Known =
        [Reading, "enableFixReadOnly", PortfolioMargin, .. Rights.Select(right => right.Flag)];

    // Every answer ever seen has these. One without them is something else, and must not pass for a harmless key.
    private static readonly string[] Always = [Reading, "enableSpotAndMarginTrading", "enableWithdrawals"];

    /// <exception cref="JsonException">Not the flags of a key.</exception>
    public static KeyReading Read(ReadOnlySpan<byte> body)
    {
        var flags = ReadFlags(body);
        return Array.TrueForAll(Always, flags.ContainsKey)
            ? Judge(flags)
            : throw new JsonException("Flags that every key has are missing.");
    }

    /// <remarks>
    /// An unknown flag counts as a right when it is named like one and true. Portfolio margin is seen on keys that can
    /// only read, and is no excess as long as it is the only one.
    /// </remarks>
    public static KeyReading Judge(IReadOnlyDictionary<string, bool> flags)
    {
        var excess = Rights.Where(right => flags.GetValueOrDefault(right.Flag)).Select(right => right.Right).Distinct()
            .Concat(flags.Where(flag => flag.Value && IsUnknownRight(flag.Key)).Select(flag => flag.Key))
            .ToList();
        var canRead = flags.GetValueOrDefault(Reading);
        List<string> granted = [.. canRead ? ["read"] : Array.Empty<string>(), .. excess];

        if (flags.GetValueOrDefault(PortfolioMargin))
        {
            granted.Add(PortfolioMargin);
            if (excess.Count > 0)
                excess.Add(PortfolioMargin);
        }

        return new KeyReading(canRead, granted, excess);
    }

    private static bool IsUnknownRight(string flag) => !Known.Contains(flag)
        && (flag.StartsWith("enable", StringComparison.OrdinalIgnoreCase)
            || flag.StartsWith("permits", StringComparison.OrdinalIgnoreCase));

    private static Dictionary<string, bool> ReadFlags(ReadOnlySpan<byte> body)
    {
        var flags = new Dictionary<string, bool>();
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            throw new JsonException("An object was expected.");

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            if (!AssetName.IsOne(name))
                throw new JsonException("A flag has no name.");

            reader.Read();
            if (reader.TokenType is JsonTokenType.True or JsonTokenType.False)
                flags[name] = reader.GetBoolean() || flags.GetValueOrDefault(name);
            else if (Known.Contains(name))
                throw new JsonException($"{name} is neither true nor false.");
            else
                reader.Skip();
        }

        // Reads on, so that a body with trailing content is rejected.
        reader.Read();
        return flags;
    }
}
