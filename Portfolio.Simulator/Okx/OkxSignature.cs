using System.Security.Cryptography;
using System.Text;

namespace Portfolio.Simulator.Okx;

/// <summary>HMAC-SHA256 in base64 over timestamp, method, path with query, and body.</summary>
internal static class OkxSignature
{
    public static bool IsValid(string secret, string payload, string signature) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Of(secret, payload)), Encoding.ASCII.GetBytes(signature));

    public static string Of(string secret, string payload) => Convert.ToBase64String(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(payload)));
}
