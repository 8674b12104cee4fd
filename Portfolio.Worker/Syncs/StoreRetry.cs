using Npgsql;
using Polly;
using Polly.Retry;
using Portfolio.Storage.Syncs;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// Storing is retried within the sync: a result is worth more than a second reading, and storing it twice is harmless.
/// The endpoint's own retries would meet the lease of this very run.
/// </summary>
internal static class StoreRetry
{
    private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<NpgsqlException>(fault => fault.IsTransient),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(500),
        })
        .Build();

    public static ValueTask<StoreOutcome> ExecuteAsync(
        Func<CancellationToken, Task<StoreOutcome>> store, CancellationToken ct) =>
        Pipeline.ExecuteAsync(async token => await store(token), ct);
}
