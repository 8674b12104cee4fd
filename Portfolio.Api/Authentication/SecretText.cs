using System.Security.Cryptography;
using System.Text;

namespace Portfolio.Api.Authentication;

/// <summary>Secrets that this server makes and stores by their hashes: codes and tokens.</summary>
internal static class SecretText
{
    // Crockford's base 32, without letters that look like digits: each carries five bits.
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    public static string Create(int letters) => RandomNumberGenerator.GetString(Alphabet, letters);

    /// <summary>True for a text that can be such a secret.</summary>
    public static bool Is(string text, int letters) => text.Length == letters && text.All(Alphabet.Contains);

    /// <summary>Without a salt: the secrets are too long to be guessed from it.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
