using Microsoft.Extensions.Options;
using Portfolio.Contracts.Connections;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Credentials;

namespace Portfolio.Api.Connections;

/// <summary>
/// Gives a connection a new key of the same account. The key is tried first; until all is well, the old one stays and
/// goes on working. Afterwards <see cref="SyncWaiter"/> waits for the sync that proves it.
/// </summary>
internal sealed class ReplaceCredentials(
    CredentialStore store,
    ConnectionStore connections,
    KeyValidation trial,
    SyncPublisher publisher,
    IOptions<ConnectionOptions> options,
    TimeProvider clock)
{
    public async Task<CredentialsOutcome> RunAsync(
        Guid userId, Guid id, CredentialsRequest request, CancellationToken ct)
    {
        if (await store.FindAsync(userId, id, ct) is not { } inPlace)
            return new CredentialsOutcome.NotFound();

        var asked = new ConnectRequest
        {
            Exchange = inPlace.Exchange,
            ApiKey = request.ApiKey,
            ApiSecret = request.ApiSecret,
            Passphrase = request.Passphrase,
        };
        var problems = ConnectRules.Check(asked);
        if (problems.Count > 0 || ConnectRules.Exchange(asked) is not { } exchange)
            return new CredentialsOutcome.Invalid(problems);

        var credentials = ConnectRules.Credentials(asked, exchange);
        if (await store.FindByKeyAsync(userId, inPlace.Exchange, credentials.ApiKey, ct) is { } has && has.Id != id)
            return new CredentialsOutcome.DuplicateKey(has);

        var tried = await trial.RunAsync(userId, inPlace.Exchange, credentials, forPreview: false, ct);
        return tried is KeyValidationOutcome.Accepted { Key: var accepted }
            ? await ReplaceAsync(userId, New(inPlace, credentials, accepted), ct)
            : new CredentialsOutcome.NotAccepted(tried);
    }

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
            AskedUntil = now + options.Value.AskedByPersonFor,
        };
    }

    private async Task<CredentialsOutcome> ReplaceAsync(Guid userId, KeyReplacement replacement, CancellationToken ct)
    {
        switch (await store.ReplaceAsync(userId, replacement, ct))
        {
            case ReplaceOutcome.Replaced { Connection: var row }:
                await publisher.RequestAsync(userId, row);
                return new CredentialsOutcome.Replaced(row);
            case ReplaceOutcome.ReplacedMeanwhile { Connection: var row }:
                return new CredentialsOutcome.ReplacedMeanwhile(row);
            case ReplaceOutcome.OtherAccount:
                return new CredentialsOutcome.OtherAccount(replacement.InPlace.Exchange);
            case ReplaceOutcome.AccountUnknown:
                return new CredentialsOutcome.AccountUnknown(replacement.InPlace.Exchange);
            case ReplaceOutcome.DuplicateKey { Existing: var existing }:
                return await connections.FindAsync(userId, existing, ct) is { } hasKey
                    ? new CredentialsOutcome.DuplicateKey(hasKey)
                    : new CredentialsOutcome.NotFound();
            case ReplaceOutcome.DuplicateAccount { Existing: var existing }:
                return await connections.FindAsync(userId, existing, ct) is { } hasAccount
                    ? new CredentialsOutcome.DuplicateAccount(hasAccount)
                    : new CredentialsOutcome.NotFound();
            default:
                return new CredentialsOutcome.NotFound();
        }
    }
}
