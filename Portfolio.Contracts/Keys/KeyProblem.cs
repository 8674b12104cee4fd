using Portfolio.Contracts.Exchanges;

namespace Portfolio.Contracts.Keys;

/// <summary>The sentences about a text that is, or was, a key that cannot sign.</summary>
internal static class KeyProblem
{
    /// <returns>The rest of a sentence about the field; null when the exchange takes the key.</returns>
    public static string? Of(
        PrivateKeyReading key, CredentialField field, ExchangeDescription exchange) =>
        key.Flaw switch
        {
            PrivateKeyFlaw.None when !field.PrivateKeys.Contains(key.Algorithm) =>
                OtherAlgorithm(key.Algorithm, field, exchange),
            PrivateKeyFlaw.None => key.Opens() ? null : Texts.Keys_Damaged,
            PrivateKeyFlaw.Several => Texts.Keys_Several,
            PrivateKeyFlaw.Encrypted => Texts.Keys_Encrypted,
            PrivateKeyFlaw.OtherAlgorithm => OtherAlgorithm(key.Detail, field, exchange),
            PrivateKeyFlaw.OtherForm => Texts.FormatKeys_OtherForm(key.Detail),
            PrivateKeyFlaw.Truncated => Texts.Keys_Truncated,
            PrivateKeyFlaw.Damaged => Texts.Keys_Damaged,
            PrivateKeyFlaw.Certificate => Texts.Keys_Certificate,
            _ => Texts.Keys_PublicKey,
        };

    private static string OtherAlgorithm(string? algorithm, CredentialField field, ExchangeDescription exchange) =>
        Texts.FormatKeys_OtherAlgorithm(
            algorithm, exchange.Name, string.Join(Texts.Keys_AlgorithmSeparator, field.PrivateKeys));
}
