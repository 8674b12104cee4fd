using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Portfolio.Api.Audit;
using Portfolio.Api.Authentication;
using Portfolio.Contracts.Audit;

namespace Portfolio.Api.Limits;

/// <summary>
/// Counts the requests that cost an exchange's limits or this system's storage, of each user and of each address. From
/// one address five users' worth is taken. Each API process counts for itself.
/// </summary>
internal sealed class RequestLimits(IOptions<LimitOptions> options, IHttpContextAccessor http, Refusals refusals)
    : IDisposable
{
    private const int UsersOfAnAddress = 5;

    private readonly Bucket keyChecks = new(options.Value.KeyChecks, options.Value.KeyChecksPerMinute);
    private readonly Bucket connects = new(options.Value.Connects, options.Value.ConnectsPerMinute);
    private readonly Bucket resyncs = new(options.Value.Resyncs, options.Value.ResyncsPerMinute);

    /// <summary>Null: it may be sent. Otherwise how long to wait; so are the others.</summary>
    public TimeSpan? TryKeyCheck(Guid userId) => Try(keyChecks, userId, "key_checks");

    public TimeSpan? TryConnect(Guid userId) => Try(connects, userId, "connects");

    public TimeSpan? TryResync(Guid userId) => Try(resyncs, userId, "resyncs");

    /// <summary>Null on a page that is open: its requests have no address of their own.</summary>
    private string? Address => http.HttpContext is { } context ? CallerAddress.NetworkOf(context) : null;

    public void Dispose()
    {
        keyChecks.Dispose();
        connects.Dispose();
        resyncs.Dispose();
    }

    private TimeSpan? Try(Bucket bucket, Guid userId, string name)
    {
        var wait = bucket.Try(userId, Address);
        if (wait is not null)
            refusals.Add(userId, AuditActions.LimitExceeded, name);
        return wait;
    }

    private sealed class Bucket(int atOnce, int perMinute) : IDisposable
    {
        private readonly PartitionedRateLimiter<Guid> users = Of<Guid>(atOnce, perMinute);

        private readonly PartitionedRateLimiter<string> addresses =
            Of<string>(atOnce * UsersOfAnAddress, perMinute * UsersOfAnAddress);

        public TimeSpan? Try(Guid userId, string? address)
        {
            if (Refused(users, userId) is { } wait)
                return wait;

            return address is null ? null : Refused(addresses, address);
        }

        public void Dispose()
        {
            users.Dispose();
            addresses.Dispose();
        }

        private static TimeSpan? Refused<T>(PartitionedRateLimiter<T> limiter, T caller)
        {
            using var lease = limiter.AttemptAcquire(caller);
            if (lease.IsAcquired)
                return null;

            return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1);
        }

        private static PartitionedRateLimiter<T> Of<T>(int atOnce, int perMinute)
            where T : notnull =>
            PartitionedRateLimiter.Create<T, T>(caller => RateLimitPartition.GetTokenBucketLimiter(
                caller,
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = atOnce,
                    TokensPerPeriod = Math.Min(atOnce, perMinute),
                    ReplenishmentPeriod = TimeSpan.FromMinutes(1),
                }));
    }
}
