using Portfolio.Contracts.Exchanges;

namespace Portfolio.Api.Answers;

/// <summary>The sentences for an exchange that names the wrong field of a key.</summary>
internal static class WrongField
{
    /// <summary>The field's name to its problem; null where the exchange names no field.</summary>
    public static IReadOnlyDictionary<string, string>? Problems(string? field, string exchange) => field is null
        ? null
        : new Dictionary<string, string>
        {
            [field] = Texts.FormatFields_Rejected(ExchangeCatalog.DisplayName(exchange)),
        };

    /// <summary>The action for the field; null where the action for the whole key is as good.</summary>
    public static string? Remedy(string? field, string exchange)
    {
        var name = ExchangeCatalog.DisplayName(exchange);
        return field switch
        {
            "apiKey" => Texts.FormatErrors_UnknownApiKey(name),
            "apiSecret" => Texts.FormatErrors_WrongSecret(name),
            "passphrase" => Texts.FormatErrors_WrongPassphrase(name),
            _ => null,
        };
    }
}
