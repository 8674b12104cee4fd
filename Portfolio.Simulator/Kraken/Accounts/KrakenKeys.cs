using System.Security.Cryptography;
using System.Text;

namespace Portfolio.Simulator.Kraken.Accounts;

/// <summary>
/// Keys and secrets that follow from a name, always the same and formed like Kraken's: 56 characters, and 64 bytes in
/// base64. They begin with FAKE, so that they cannot be mistaken for real ones.
/// </summary>
internal static class KrakenKeys
{
    public const int KeyLength = 56;

    private const string SecretStart = "FAKESECR";

    public static string Key(string name) => "FAKE" + Base64("key of " + name)[..(KeyLength - 4)];

    public static string Secret(string name) => SecretStart + Base64("secret of " + name)[SecretStart.Length..];

    /// <summary>88 characters.</summary>
    public static string Base64(string seed) =>
        Convert.ToBase64String(SHA512.HashData(Encoding.UTF8.GetBytes("kraken " + seed)));
}
