using Portfolio.Contracts.Exchanges;

namespace Portfolio.Api.Answers;

/// <summary>What is said where an exchange tells which field of a key is the wrong one.</summary>
internal static class WrongField
{
    /// <summary>The field's name to what is wrong with it; null where the exchange does not tell.</summary>
    public static IReadOnlyDictionary<string, string>? Problems(string? field, string exchange) => field is null
        ? null
        : new Dictionary<string, string> { [field] = $"is not the right one, says {ExchangeCatalog.DisplayName(exchange)}" };

    /// <summary>
    /// What to do about it; null for a field of which there is nothing better to say than of the whole key.
    /// </summary>
    public static string? Remedy(string? field, string exchange)
    {
        var name = ExchangeCatalog.DisplayName(exchange);
        return field switch
        {
            "apiKey" => $"{name} does not know this API key. Copy it again, whole; one that was just made may take a minute.",
            "apiSecret" =>
                $"{name} says that the secret key does not belong to this API key. Copy both again; if {name} "
                + "does not show the secret any more, make a new key.",
            "passphrase" => "The passphrase is the one that you chose when you made the key. Quotation marks "
                + $"around it count as a part of it. If it is lost, make a new key: {name} cannot show it.",
            _ => null,
        };
    }
}
