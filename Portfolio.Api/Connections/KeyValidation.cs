using MassTransit;
using Microsoft.Extensions.Options;
using Portfolio.Api.Audit;
using Portfolio.Api.Limits;
using Portfolio.Api.Messaging;
using Portfolio.Contracts.Audit;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Credentials;

namespace Portfolio.Api.Connections;

/// <summary>Lets the worker try a key at the exchange. The key travels sealed to this user and this request.</summary>
internal sealed partial class KeyValidation(
    IClientFactory clients,
    CredentialSealer sealer,
    IOptions<ConnectionOptions> options,
    BrokerLink broker,
    RequestLimits limits,
    Refusals refusals,
    TimeProvider clock,
    ILogger<KeyValidation> logger)
{
    private static readonly TimeSpan AnswerDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// A broker that is well takes a request within milliseconds. The first request of a process also makes the queue
    /// for its answers, which takes seconds on a busy machine.
    /// </summary>
    private static readonly TimeSpan TakenWithin = TimeSpan.FromSeconds(5);

    /// <param name="forPreview">As of <see cref="ValidateKey.ForPreview"/>.</param>
    public async Task<KeyValidationOutcome> RunAsync(
        Guid userId, string exchange, ApiCredentials credentials, bool forPreview, CancellationToken ct)
    {
        if (limits.TryKeyCheck(userId) is { } wait)
        {
            return new KeyValidationOutcome.Refused(
                exchange, new KeyRefused(ErrorKinds.Throttled, null, null, clock.GetUtcNow() + wait));
        }

        var outcome = await TryAsync(userId, exchange, credentials, forPreview, ct);
        if (outcome is KeyValidationOutcome.Refused { Key.Kind: var kind } && ErrorKinds.IsRefusal(kind))
            refusals.Add(userId, AuditActions.KeyRefused, $"{exchange}: {kind}");
        return outcome;
    }

    private async Task<KeyValidationOutcome> TryAsync(
        Guid userId, string exchange, ApiCredentials credentials, bool forPreview, CancellationToken ct)
    {
        var timeout = options.Value.ValidationTimeout;
        var requestId = Guid.CreateVersion7();
        var expiresAt = clock.GetUtcNow() + timeout;
        var sealedKey = sealer.SealForRequest(credentials, new KeyRequest(userId, exchange, requestId, expiresAt));
        // While the broker is away, the client waits for it in the calling thread, and its own limit does not begin.
        using var limit = new CancellationTokenSource(timeout + AnswerDelay, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            var request = new ValidateKey(requestId, userId, exchange, sealedKey, expiresAt)
            {
                ForPreview = forPreview,
            };
            return OutcomeOf(exchange, await SendAsync(request, timeout, either.Token));
        }
        catch (Exception late) when (
            late is RequestTimeoutException or NotTakenException || IsReturned(late) || IsOver(late, limit.Token, ct))
        {
            LogNoAnswer(late, userId, exchange);
            return new KeyValidationOutcome.NoAnswer();
        }
    }

    private static KeyValidationOutcome OutcomeOf(string exchange, Response<KeyAccepted, KeyRefused> response) =>
        response.Is(out Response<KeyAccepted>? accepted) ? new KeyValidationOutcome.Accepted(accepted.Message)
        : response.Is(out Response<KeyRefused>? refused) ? new KeyValidationOutcome.Refused(exchange, refused.Message)
        : new KeyValidationOutcome.NoAnswer();

    /// <summary>
    /// Right after the broker is back, a request that found no queue is repeated: workers declare theirs a moment
    /// later.
    /// </summary>
    /// <exception cref="RequestException">No worker answered in time, or none has a queue for the request.</exception>
    private async Task<Response<KeyAccepted, KeyRefused>> SendAsync(
        ValidateKey request, TimeSpan timeout, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return await SendOnceAsync(request, timeout, ct);
            }
            catch (RequestException returned) when (IsReturned(returned) && broker.IsJustBack)
            {
                await Task.Delay(RepeatAfter, clock, ct);
            }
        }
    }

    /// <remarks>While the broker is away, the client would wait for it in the calling thread.</remarks>
    private async Task<Response<KeyAccepted, KeyRefused>> SendOnceAsync(
        ValidateKey request, TimeSpan timeout, CancellationToken ct)
    {
        if (broker.IsAway)
            throw new NotTakenException();

        using var left = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = Task.Run(() => AnswerAsync(request, timeout, taken, left.Token), ct);
        if (await broker.IsTakenAsync(Task.WhenAny(taken.Task, answer), TakenWithin, ct))
            return await answer.WaitAsync(ct);

        await left.CancelAsync();
        throw new NotTakenException();
    }

    private async Task<Response<KeyAccepted, KeyRefused>> AnswerAsync(
        ValidateKey request, TimeSpan timeout, TaskCompletionSource taken, CancellationToken ct)
    {
        using var handle = clients.CreateRequestClient<ValidateKey>(timeout).Create(request, ct);
        var accepted = handle.GetResponse<KeyAccepted>(readyToSend: false);
        var refused = handle.GetResponse<KeyRefused>();
        _ = handle.Message.ContinueWith(
            _ => taken.TrySetResult(), ct, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        await await Task.WhenAny((Task)accepted, refused);
        return new Response<KeyAccepted, KeyRefused>(accepted, refused);
    }

    private static bool IsReturned(Exception failure) =>
        failure is RequestException { InnerException: MessageReturnedException };

    private static bool IsOver(Exception late, CancellationToken limit, CancellationToken caller) =>
        late is OperationCanceledException && limit.IsCancellationRequested && !caller.IsCancellationRequested;

    /// <summary>The broker is away, or does not confirm.</summary>
    private sealed class NotTakenException() : Exception("RabbitMQ does not take the request.");

    [LoggerMessage(LogLevel.Error, "No worker answered a validation of user {UserId} at {Exchange}")]
    private partial void LogNoAnswer(Exception late, Guid userId, string exchange);
}

internal abstract record KeyValidationOutcome
{
    private KeyValidationOutcome()
    {
    }

    public sealed record Accepted(KeyAccepted Key) : KeyValidationOutcome;

    public sealed record Refused(string Exchange, KeyRefused Key) : KeyValidationOutcome;

    /// <summary>
    /// No worker answered in time, none has a queue for the request, or the broker is away: a fault on our side.
    /// </summary>
    public sealed record NoAnswer : KeyValidationOutcome;
}
