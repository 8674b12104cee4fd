using System.Security.Cryptography;
using System.Text;

namespace Portfolio.Simulator.Binance.Accounts;

/// <summary>
/// Keys and secrets that follow from a name: 64 letters and digits like Binance's, always the same, and with "Fake" in
/// front, so that they cannot be mistaken for real ones.
/// </summary>
internal static class BinanceKeys
{
    public const int Length = 64;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static string Key(string name) => Filled("FakeKey" + Letters(name), "key of " + name);

    public static string Secret(string name) => Filled("FakeSecret" + Letters(name), "secret of " + name);

    /// <summary>The prefix, filled up to 64 characters that follow from the seed.</summary>
    public static string Filled(string prefix, string seed)
    {
        var text = new StringBuilder(prefix, Length);
        for (var block = 0; text.Length < Length; block++)
        {
            foreach (var value in SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{block}")))
            {
                if (text.Length < Length)
                    text.Append(Alphabet[value % Alphabet.Length]);
            }
        }

        return text.ToString();
    }

    /// <summary>The PEM text of an Ed25519 private key (PKCS#8, RFC 8410) whose seed follows from the name.</summary>
    public static string Ed25519Pem(string name)
    {
        byte[] header = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes("ed25519 seed of " + name));
        return PemEncoding.WriteString("PRIVATE KEY", [.. header, .. seed]);
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit));
}
