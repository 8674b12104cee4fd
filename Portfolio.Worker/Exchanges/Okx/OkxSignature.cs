using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>Signs a request: time, method, path with query, and body, of which a GET has none.</summary>
internal static class OkxSignature
{
    /// <param name="timestamp">As <see cref="Timestamp"/> gives it, and as it is sent.</param>
    /// <param name="pathAndQuery">From <c>/api/v5</c> on, as it is sent.</param>
    public static string Sign(string secret, string timestamp, string pathAndQuery) => Convert.ToBase64String(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes($"{timestamp}GET{pathAndQuery}")));

    public static string Timestamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
