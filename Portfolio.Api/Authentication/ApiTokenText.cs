using System.Security.Cryptography;
using System.Text;

namespace Portfolio.Api.Authentication;

/// <summary>
/// The text of a token that a user makes: <c>pst_</c>, by which scanners for leaked secrets know it, and 160 bits.
/// </summary>
internal static class ApiTokenText
{
    private const string Prefix = "pst_";
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Letters = 32;
    private const int HintLength = 4;

    public static string Create() => Prefix + RandomNumberGenerator.GetString(Alphabet, Letters);

    /// <summary>True for a text that can be such a token.</summary>
    public static bool Is(string text) =>
        text.Length == Prefix.Length + Letters && text.StartsWith(Prefix, StringComparison.Ordinal);

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>By which its user tells it from others.</summary>
    public static string Hint(string token) => token[^HintLength..];
}
