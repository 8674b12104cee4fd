using MassTransit;
using Microsoft.Extensions.Options;
using Portfolio.Api.Messaging;
using Portfolio.Contracts.Connections;
using Portfolio.Storage.Credentials;

namespace Portfolio.Api.Connections;

/// <summary>Lets the worker try a key at the exchange. The key travels sealed to this user and this request.</summary>
internal sealed partial class KeyValidation(
    IClientFactory clients,
    CredentialSealer sealer,
    IOptions<ConnectionOptions> options,
    BrokerLink broker,
    TimeProvider clock,
    ILogger<KeyValidation> logger)
{
    private static readonly TimeSpan AnswerDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromMilliseconds(500);

    /// <param name="forPreview">As of <see cref="ValidateKey.ForPreview"/>.</param>
    public async Task<KeyValidationOutcome> RunAsync(
        Guid userId, string exchange, ApiCredentials credentials, bool forPreview, CancellationToken ct)
    {
        var timeout = options.Value.ValidationTimeout;
        var requestId = Guid.CreateVersion7();
        var expiresAt = clock.GetUtcNow() + timeout;
        var sealedKey = sealer.SealForRequest(credentials, userId, requestId, expiresAt);
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
            late is RequestTimeoutException || IsReturned(late) || IsOver(late, limit.Token, ct))
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
                var client = clients.CreateRequestClient<ValidateKey>(timeout);
                return await Task.Run(
                    () => client.GetResponse<KeyAccepted, KeyRefused>(request, ct), ct).WaitAsync(ct);
            }
            catch (RequestException returned) when (IsReturned(returned) && broker.IsJustBack)
            {
                await Task.Delay(RepeatAfter, clock, ct);
            }
        }
    }

    private static bool IsReturned(Exception failure) =>
        failure is RequestException { InnerException: MessageReturnedException };

    private static bool IsOver(Exception late, CancellationToken limit, CancellationToken caller) =>
        late is OperationCanceledException && limit.IsCancellationRequested && !caller.IsCancellationRequested;

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

    /// <summary>No worker answered in time, or none has a queue for the request: a fault on our side.</summary>
    public sealed record NoAnswer : KeyValidationOutcome;
}
