using Microsoft.Extensions.Options;
using Portfolio.Api.Audit;
using Portfolio.Contracts.Audit;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Credentials;

namespace Portfolio.Api.Connections;

/// <summary>
/// Gives a connection a new key of the same account. The key is validated first; until it is accepted, the old one
/// keeps working. <see cref="SyncWaiter"/> waits for the sync that proves it.
/// </summary>
internal sealed class ReplaceCredentialsHandler(
    CredentialStore store,
    KeyValidation validation,
    SyncPublisher publisher,
    Refusals refusals,
    IOptions<ConnectionOptions> options,
    TimeProvider clock)
{
    public async Task<ReplaceCredentialsOutcome> HandleAsync(
        Guid userId, Guid id, CredentialsRequest request, CancellationToken ct)
    {
        var outcome = await ReplaceAsync(userId, id, request, ct);
        if (ReasonOf(outcome) is { } reason)
            refusals.Add(userId, AuditActions.KeyRefused, reason, id);
        return outcome;
    }

    private async Task<ReplaceCredentialsOutcome> ReplaceAsync(
        Guid userId, Guid id, CredentialsRequest request, CancellationToken ct)
    {
        if (await store.FindAsync(userId, id, ct) is not { } inPlace)
            return new ReplaceCredentialsOutcome.NotFound();
        if (!ConnectRules.TryRead(Typed(request, inPlace.Exchange), out var input, out var problems))
            return new ReplaceCredentialsOutcome.Invalid(problems);

        var credentials = input.Credentials;
        if (await store.FindByKeyAsync(userId, inPlace.Exchange, credentials.ApiKey, ct) is { } has && has.Id != id)
            return new ReplaceCredentialsOutcome.DuplicateKey(has);

        var tried = await validation.RunAsync(userId, inPlace.Exchange, credentials, forPreview: false, ct);
        if (tried is not KeyValidationOutcome.Accepted { Key: var accepted })
            return new KeyNotAccepted(tried);

        var outcome = await store.ReplaceAsync(userId, New(inPlace, credentials, accepted), ct);
        if (outcome is ReplaceCredentialsOutcome.Replaced { Connection: var row })
            await publisher.RequestAsync(userId, row);
        return outcome;
    }

    /// <summary>Null: it is no refusal, or the check of the key has recorded it.</summary>
    private static string? ReasonOf(ReplaceCredentialsOutcome outcome) => outcome switch
    {
        ReplaceCredentialsOutcome.DuplicateKey { Existing.Exchange: var exchange } =>
            $"{exchange}: {ErrorKinds.DuplicateKey}",
        ReplaceCredentialsOutcome.DuplicateAccount { Existing.Exchange: var exchange } =>
            $"{exchange}: {ErrorKinds.DuplicateAccount}",
        ReplaceCredentialsOutcome.OtherAccount { Connection.Exchange: var exchange } =>
            $"{exchange}: {ErrorKinds.AccountMismatch}",
        ReplaceCredentialsOutcome.AccountUnknown { Connection.Exchange: var exchange } =>
            $"{exchange}: {ErrorKinds.AccountMismatch}",
        _ => null,
    };

    private static ConnectRequest Typed(CredentialsRequest request, string exchange) => new()
    {
        Exchange = exchange,
        ApiKey = request.ApiKey,
        ApiSecret = request.ApiSecret,
        Passphrase = request.Passphrase,
    };

    private KeyReplacement New(KeyInPlace inPlace, ApiCredentials credentials, KeyAccepted accepted)
    {
        var now = clock.GetUtcNow();
        return new KeyReplacement
        {
            InPlace = inPlace,
            Credentials = credentials,
            Permissions = accepted.Permissions,
            AccountId = accepted.AccountId,
            Now = now,
            RequestExpiresAt = now + options.Value.PersonRequestExpiresAfter,
        };
    }
}

/// <summary>The exchange refused the new key, or no worker answered; the present key stays.</summary>
internal sealed record KeyNotAccepted(KeyValidationOutcome Trial) : ReplaceCredentialsOutcome;
