using Polly;
using Polly.Retry;
using Portfolio.Storage.Database;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// Repeats a step of a sync while the database fails in a way that passes by itself: for about 45 seconds beside the
/// time of the attempts, which outlasts a failover. The step is repeated within the sync, because a result is worth
/// more than a second reading, and a repeated message would meet the lease of its own run. The steps are safe to
/// repeat.
/// </summary>
internal static class DatabaseRetry
{
    public static ValueTask<T> ExecuteAsync<T>(Func<CancellationToken, Task<T>> step, CancellationToken ct) =>
        Pipeline<T>.Instance.ExecuteAsync(async token => await step(token), ct);

    private static class Pipeline<T>
    {
        public static readonly ResiliencePipeline<T> Instance = new ResiliencePipelineBuilder<T>()
            .AddRetry(new RetryStrategyOptions<T>
            {
                ShouldHandle = args => ValueTask.FromResult(
                    TransientFailures.Is(args.Outcome.Exception, args.Context.CancellationToken)),
                MaxRetryAttempts = 8,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(500),
                MaxDelay = TimeSpan.FromSeconds(10),
            })
            .Build();
    }
}
