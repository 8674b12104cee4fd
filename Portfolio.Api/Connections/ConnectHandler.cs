using Microsoft.Extensions.Options;
using Portfolio.Api.Answers;
using Portfolio.Api.Audit;
using Portfolio.Api.Limits;
using Portfolio.Contracts.Audit;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Credentials;

namespace Portfolio.Api.Connections;

/// <summary>
/// Checks a request to connect, stores it with its key sealed, and requests the first sync.
/// <see cref="SyncWaiter"/> waits for that sync.
/// </summary>
internal sealed class ConnectHandler(
    ConnectStore store,
    CredentialSealer sealer,
    SyncPublisher publisher,
    IOptions<ConnectionOptions> options,
    IOptions<LimitOptions> limits,
    RequestLimits requestLimits,
    Refusals refusals,
    TimeProvider clock)
{
    public async Task<ConnectOutcome> HandleAsync(ConnectCommand command, CancellationToken ct)
    {
        if (!ConnectRules.TryRead(command, out var input, out var problems))
            return new ConnectOutcome.Invalid(problems);

        if (requestLimits.TryConnect(command.UserId) is { } wait)
            return new ConnectOutcome.TooMany(wait);

        var outcome = await store.AddAsync(New(command, input), ct);
        if (outcome is ConnectOutcome.Stored { Connection: var row, Repaired: var repaired })
        {
            await (repaired
                ? publisher.RequestAsync(command.UserId, row)
                : publisher.RequestFirstAsync(command.UserId, row));
        }

        Record(command.UserId, input.Exchange.Exchange, outcome);
        return outcome;
    }

    private void Record(Guid userId, string exchange, ConnectOutcome outcome)
    {
        switch (outcome)
        {
            case ConnectOutcome.DuplicateKey { Existing.Id: var id }:
                refusals.Add(userId, AuditActions.KeyRefused, $"{exchange}: {ErrorKinds.DuplicateKey}", id);
                break;
            case ConnectOutcome.DuplicateAccount { Existing.Id: var id }:
                refusals.Add(userId, AuditActions.KeyRefused, $"{exchange}: {ErrorKinds.DuplicateAccount}", id);
                break;
            case ConnectOutcome.TooMany:
                refusals.Add(userId, AuditActions.LimitExceeded, "connections");
                break;
        }
    }

    private NewConnection New(ConnectCommand command, ConnectInput input)
    {
        var now = clock.GetUtcNow();
        return new NewConnection
        {
            UserId = command.UserId,
            Exchange = input.Exchange.Exchange,
            Label = ConnectRules.Label(command.Request, input.Exchange),
            Credentials = input.Credentials,
            PortfolioId = command.Request.PortfolioId,
            NewPortfolioName = GivenName.Read(command.NewPortfolioName),
            AccountId = command.AccountId,
            SyncIntervalMinutes = command.Request.SyncIntervalMinutes ?? ConnectRules.DefaultIntervalMinutes,
            Now = now,
            RequestExpiresAt = now + options.Value.PersonRequestExpiresAfter,
            AtMost = limits.Value.Connections,
            Idempotency = command.Idempotency?.Sealed(sealer),
        };
    }
}
