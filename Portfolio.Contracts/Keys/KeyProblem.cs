using Portfolio.Contracts.Exchanges;

namespace Portfolio.Contracts.Keys;

/// <summary>The sentences about a text that is, or was, a key that cannot sign.</summary>
internal static class KeyProblem
{
    private const string Damaged = "is damaged and makes no private key; copy it again from its file";

    /// <returns>The rest of a sentence about the field; null when the exchange takes the key.</returns>
    public static string? Of(
        PrivateKeyReading key, CredentialField field, ExchangeDescription exchange) =>
        key.Flaw switch
        {
            PrivateKeyFlaw.None when !field.PrivateKeys.Contains(key.Algorithm) =>
                OtherAlgorithm(key.Algorithm, field, exchange),
            PrivateKeyFlaw.None => key.Opens() ? null : Damaged,
            PrivateKeyFlaw.Several => "holds more than one private key; paste the one of this API key alone",
            PrivateKeyFlaw.Encrypted => "is encrypted with a password; export it without one",
            PrivateKeyFlaw.OtherAlgorithm => OtherAlgorithm(key.Detail, field, exchange),
            PrivateKeyFlaw.OtherForm =>
                $"is a key in {key.Detail}'s own form; export it as an unencrypted PEM (PKCS#8)",
            PrivateKeyFlaw.Truncated =>
                "is cut off: a part of the private key is missing; copy all of it, from BEGIN to END",
            PrivateKeyFlaw.Damaged => Damaged,
            PrivateKeyFlaw.Certificate => "is a certificate; paste the private key that belongs to it",
            _ => "is a public key; paste the private key that belongs to it",
        };

    private static string OtherAlgorithm(string? algorithm, CredentialField field, ExchangeDescription exchange) =>
        $"is a private key of another kind ({algorithm}); "
        + $"{exchange.Name} takes {string.Join(" or ", field.PrivateKeys)} keys";
}
