using Microsoft.Extensions.Options;
using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Credentials;

namespace Portfolio.Api.Connections;

/// <summary><c>POST /connections</c>: seals the key, stores it, asks for the first sync, and waits for it if asked to.</summary>
internal sealed class Connect(
    ConnectStore store,
    ConnectionStore connections,
    CredentialSealer sealer,
    SyncAsker asker,
    FirstOutcome firstOutcome,
    KeptAnswers kept,
    IOptions<ConnectionOptions> options,
    TimeProvider clock)
{
    public static async Task<IResult> HandleAsync(HttpContext http, CurrentUser user, Connect connect, CancellationToken ct)
    {
        var body = await JsonBody<ConnectRequest>.ReadAsync(http.Request, ct);
        if (body.Value is not { } request)
            return body.Refusal ?? Answer.NotFound();

        var problems = ConnectRules.Check(request);
        var key = IdempotencyHeader.Read(http.Request, problems);
        return problems.Count > 0 || ConnectRules.Exchange(request) is not { } exchange
            ? Answer.Invalid(problems)
            : await connect.AnswerAsync(http, user.Id, connect.New(user.Id, request, exchange, key, body.Bytes), ct);
    }

    private NewConnection New(
        Guid userId, ConnectRequest request, Contracts.Exchanges.ExchangeDescription exchange, string? key, byte[] body)
    {
        var now = clock.GetUtcNow();
        return new NewConnection
        {
            UserId = userId,
            Exchange = exchange.Exchange,
            Label = ConnectRules.Label(request, exchange),
            Credentials = ConnectRules.Credentials(request),
            PortfolioId = request.PortfolioId,
            SyncIntervalMinutes = request.SyncIntervalMinutes ?? ConnectRules.DefaultIntervalMinutes,
            Now = now,
            AskedUntil = now + options.Value.AskedByPersonFor,
            Idempotency = key is null ? null : new IdempotencyKey(key, sealer.BodyHmac(body)),
        };
    }

    private async Task<IResult> AnswerAsync(HttpContext http, Guid userId, NewConnection connection, CancellationToken ct) =>
        await store.AddAsync(connection, ct) switch
        {
            AddOutcome.Stored stored => await StoredAsync(http, userId, connection, stored, ct),
            AddOutcome.DuplicateKey duplicate => Answer.ErrorWith(
                ConnectionShapes.Of(duplicate.Existing, connection.Now), ErrorKinds.DuplicateKey, connection.Exchange),
            AddOutcome.UnknownPortfolio => Answer.Invalid("portfolioId", "is not the id of a portfolio of yours"),
            AddOutcome.AnsweredBefore before => KeptAnswers.Again(http, before),
            AddOutcome.NeverAnswered never => await FoundAsync(http, userId, never.ConnectionId, ct),
            AddOutcome.OtherBody => Answer.Error(ErrorKinds.IdempotencyMismatch),
            _ => Answer.Error(ErrorKinds.InProgress).RetryAfter(http, TimeSpan.FromSeconds(5)),
        };

    private async Task<IResult> StoredAsync(
        HttpContext http, Guid userId, NewConnection connection, AddOutcome.Stored stored, CancellationToken ct)
    {
        var row = stored.Connection;
        await AskAsync(userId, row, stored.Repaired);
        http.Response.Headers.Location = $"/api/v1/connections/{row.Id}";

        var wait = PreferHeader.Wait(http.Request);
        if (wait is { } applied)
            http.Response.Headers["Preference-Applied"] = $"wait={applied.TotalSeconds:0}";

        var accepted = Answer.Accepted(ConnectionShapes.Of(row, clock.GetUtcNow()));
        var answer = accepted;
        try
        {
            if (wait is { } time)
                answer = await firstOutcome.AnswerAsync(http, userId, row, time, ct);
        }
        finally
        {
            // Also for a caller who hung up while waiting: what was accepted is what they will come back for.
            if (connection.Idempotency is { } idempotency)
                await kept.KeepAsync(http, userId, idempotency.Key, answer);
        }

        return answer;
    }

    /// <summary>What is stored is asked for, whether the caller is still there or not.</summary>
    private Task AskAsync(Guid userId, ConnectionRow row, bool repaired) => repaired
        ? asker.SendAsync(
            new SyncConnection(row.Id, userId, row.Exchange, row.RequestNumber, SyncTriggers.Repaired),
            row.Id, CancellationToken.None)
        : asker.SendAsync(new ConnectionCreated(row.Id, userId, row.Exchange, row.RequestNumber), row.Id, CancellationToken.None);

    private async Task<IResult> FoundAsync(HttpContext http, Guid userId, Guid? connectionId, CancellationToken ct)
    {
        if (connectionId is not { } id || await connections.FindAsync(userId, id, ct) is not { } row)
            return Answer.NotFound();

        http.Response.Headers.Location = $"/api/v1/connections/{id}";
        return Answer.Accepted(ConnectionShapes.Of(row, clock.GetUtcNow()));
    }
}
