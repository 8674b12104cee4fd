using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Portfolio.Worker.Exchanges.Kraken;

/// <summary>
/// Signs a private call: HMAC-SHA512, with the decoded secret, over the path and the SHA-256 of nonce and body
/// (docs.kraken.com, "Spot REST authentication").
/// </summary>
internal static class KrakenSignature
{
    /// <summary>Bytes of a private key.</summary>
    private const int SecretBytes = 64;

    /// <summary>
    /// Whether Kraken could have issued it: 64 bytes in base64. A decoder that skips damaged characters would make a
    /// wrong signature of it.
    /// </summary>
    public static bool IsSecret(string secret) =>
        !secret.Any(char.IsWhiteSpace) && Base64.IsValid(secret, out var bytes) && bytes is SecretBytes;

    /// <param name="secret">In base64.</param>
    /// <param name="path">From <c>/0/</c> on.</param>
    /// <param name="nonce">The digits that the body has.</param>
    /// <param name="body">As it is sent.</param>
    public static string Sign(string secret, string path, string nonce, string body)
    {
        var key = Convert.FromBase64String(secret);
        try
        {
            byte[] message =
                [.. Encoding.ASCII.GetBytes(path), .. SHA256.HashData(Encoding.UTF8.GetBytes(nonce + body))];
            return Convert.ToBase64String(HMACSHA512.HashData(key, message));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
