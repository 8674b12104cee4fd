using System.Security.Cryptography;
using System.Text;

namespace Portfolio.Simulator.Kraken;

/// <summary>HMAC-SHA512 in base64 over the path and the SHA-256 of nonce and body, with the decoded secret.</summary>
internal static class KrakenSignature
{
    public static bool IsValid(string secret, string path, string nonce, ReadOnlySpan<byte> body, string signature) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Of(secret, path, nonce, body)), Encoding.UTF8.GetBytes(signature));

    public static string Of(string secret, string path, string nonce, string body) =>
        Of(secret, path, nonce, Encoding.UTF8.GetBytes(body));

    public static string Of(string secret, string path, string nonce, ReadOnlySpan<byte> body)
    {
        var inner = SHA256.HashData((byte[])[.. Encoding.UTF8.GetBytes(nonce), .. body]);
        byte[] signed = [.. Encoding.UTF8.GetBytes(path), .. inner];
        return Convert.ToBase64String(HMACSHA512.HashData(Convert.FromBase64String(secret), signed));
    }
}
