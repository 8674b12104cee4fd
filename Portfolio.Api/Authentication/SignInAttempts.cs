using System.Globalization;
using System.Threading.RateLimiting;

namespace Portfolio.Api.Authentication;

/// <summary>
/// Limits the attempts of one address with a wrong token or code, at the sign-in page and the API. A token cannot be
/// guessed, but no one needs to try all day either. The right one is let in meanwhile, so that no one can lock its
/// owner out.
/// </summary>
internal sealed class SignInAttempts : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<HttpContext> limiter = PartitionedRateLimiter.Create<HttpContext, string>(
        http => RateLimitPartition.GetFixedWindowLimiter(
            CallerAddress.NetworkOf(http),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = RetryAfter }));

    public bool MayTry(HttpContext http)
    {
        using var lease = limiter.AttemptAcquire(http);
        return lease.IsAcquired;
    }

    /// <summary>The answer to an attempt that came too soon.</summary>
    public static void Refuse(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = RetryAfter.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
    }

    public void Dispose() => limiter.Dispose();
}
