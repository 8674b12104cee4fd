using Microsoft.Extensions.Options;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Connections;

/// <summary>Seals a key, stores it and asks for its first sync, which <see cref="SyncWaiter"/> waits for.</summary>
internal sealed class Connect(
    ConnectStore store, SyncPublisher publisher, IOptions<ConnectionOptions> options, TimeProvider clock)
{
    /// <param name="idempotency">Null: a repeated request is a new one.</param>
    public async Task<ConnectOutcome> RunAsync(
        Guid userId, ConnectRequest request, IdempotencyKey? idempotency, CancellationToken ct)
    {
        var problems = ConnectRules.Check(request);
        if (problems.Count > 0 || ConnectRules.Exchange(request) is not { } exchange)
            return new ConnectOutcome.Invalid(problems);

        switch (await store.AddAsync(New(userId, request, exchange, idempotency), ct))
        {
            case AddOutcome.Stored stored:
                await (stored.Repaired
                    ? publisher.RequestAsync(userId, stored.Connection)
                    : publisher.RequestFirstAsync(userId, stored.Connection));
                return new ConnectOutcome.Stored(stored.Connection);
            case AddOutcome.DuplicateKey duplicate:
                return new ConnectOutcome.DuplicateKey(duplicate.Existing);
            case AddOutcome.UnknownPortfolio:
                return new ConnectOutcome.Invalid(ConnectRules.UnknownPortfolio);
            case var before:
                return new ConnectOutcome.Repeated(before);
        }
    }

    private NewConnection New(
        Guid userId, ConnectRequest request, ExchangeDescription exchange, IdempotencyKey? idempotency)
    {
        var now = clock.GetUtcNow();
        return new NewConnection
        {
            UserId = userId,
            Exchange = exchange.Exchange,
            Label = ConnectRules.Label(request, exchange),
            Credentials = ConnectRules.Credentials(request, exchange),
            PortfolioId = request.PortfolioId,
            SyncIntervalMinutes = request.SyncIntervalMinutes ?? ConnectRules.DefaultIntervalMinutes,
            Now = now,
            AskedUntil = now + options.Value.AskedByPersonFor,
            Idempotency = idempotency,
        };
    }
}

/// <summary>What became of a wish to connect.</summary>
internal abstract record ConnectOutcome
{
    private ConnectOutcome()
    {
    }

    /// <param name="Fields">Field name to what is wrong with it.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Fields) : ConnectOutcome;

    /// <summary>Its first sync, or the one that proves the repair, is asked for.</summary>
    public sealed record Stored(ConnectionRow Connection) : ConnectOutcome;

    public sealed record DuplicateKey(ConnectionRow Existing) : ConnectOutcome;

    /// <summary>Only with an idempotency key: the request was seen before, and this is what is known of it.</summary>
    public sealed record Repeated(AddOutcome Before) : ConnectOutcome;
}
