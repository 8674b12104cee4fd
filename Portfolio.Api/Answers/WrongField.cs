using Portfolio.Contracts.Exchanges;

namespace Portfolio.Api.Answers;

/// <summary>The sentences for an exchange that names the wrong field of a key.</summary>
internal static class WrongField
{
    /// <summary>The field's name to its problem; null where the exchange names no field.</summary>
    public static IReadOnlyDictionary<string, string>? Problems(string? field, string exchange)
    {
        if (field is null)
            return null;

        var problem = $"is not the right one, says {ExchangeCatalog.DisplayName(exchange)}";
        return new Dictionary<string, string> { [field] = problem };
    }

    /// <summary>The action for the field; null where the action for the whole key is as good.</summary>
    public static string? Remedy(string? field, string exchange)
    {
        var name = ExchangeCatalog.DisplayName(exchange);
        return field switch
        {
            "apiKey" =>
                $"{name} does not know this API key. Copy it again, whole; one that was just made may take a minute.",
            "apiSecret" =>
                $"{name} says that the secret key does not belong to this API key. Copy both again; if {name} "
                + "does not show the secret any more, make a new key.",
            "passphrase" => "The passphrase is the one that you chose when you made the key. Quotation marks "
                + $"around it count as a part of it. If it is lost, make a new key: {name} cannot show it.",
            _ => null,
        };
    }
}
