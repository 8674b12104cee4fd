using Polly;
using Polly.Retry;
using Polly.Timeout;
using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges;

/// <summary>How long one call to an exchange may take, and how often it is tried, within seconds.</summary>
/// <param name="AttemptTimeout">For one request and its whole answer.</param>
/// <param name="TotalTimeout">For all attempts and the waits between them, without the time of our database.</param>
/// <param name="Retries">Attempts after the first.</param>
internal sealed record CallPolicy(TimeSpan AttemptTimeout, TimeSpan TotalTimeout, int Retries)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    /// <summary>Bounds one request.</summary>
    public ResiliencePipeline Attempt(TimeProvider clock) =>
        new ResiliencePipelineBuilder { TimeProvider = clock }.AddTimeout(AttemptTimeout).Build();

    /// <summary>Repeats transient failures, with growing and jittered waits.</summary>
    /// <param name="confirms">Refusals that the exchange is known to retract: the request is sent once more.</param>
    public ResiliencePipeline Attempts(TimeProvider clock, Predicate<ExchangeException> confirms) =>
        new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is TimeoutRejectedException
                    || (args.Outcome.Exception is ExchangeException failure
                        && (IsTransient(failure) || (args.AttemptNumber == 0 && confirms(failure))))),
                MaxRetryAttempts = Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = FirstDelay,
                MaxDelay = LongestDelay,
            })
            .Build();

    /// <summary>
    /// Whether a retry within seconds can help. It does not after a refusal, nor after a limit, which a retry makes
    /// worse; nor an endpoint that does not exist, nor an answer that is too long.
    /// </summary>
    public static bool IsTransient(ExchangeException failure) => failure is
    {
        Kind: ErrorKinds.Network or ErrorKinds.ExchangeUnavailable, Code: not "404", IsTooMuch: false,
    };
}
