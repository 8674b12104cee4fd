using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Api.Paging;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Runs;

namespace Portfolio.Api.Connections;

internal static class ConnectionRoutes
{
    public static void MapConnections(this IEndpointRouteBuilder routes)
    {
        var connections = routes.MapGroup("/connections").WithTags("Connections");
        connections.MapConnecting();
        connections.MapReading();
        connections.MapEditing();
        connections.MapActions();
        connections.MapGet("/{id:guid}/runs", RunsAsync).WithSummary("The result of each sync, newest first")
            .Answers<IReadOnlyList<Run>>(200).Fails(400, 404);
        connections.MapRenameQuestions();
    }

    private static void MapConnecting(this RouteGroupBuilder connections)
    {
        connections.MapPost("", ConnectRoute.HandleAsync)
            .WithSummary("Connect an exchange account")
            .WithDescription("Saves the sealed key and requests its first sync. With `Prefer: wait=20` (60 at most) "
                + "the answer waits for that sync's outcome.")
            .Accepts<ConnectRequest>("application/json")
            .Answers<Connection>(201, 202).Fails(400, 409, 413, 415, 422, 502, 503);
        connections.MapPost("/validate", ValidateRoute.HandleAsync)
            .WithSummary("Try a key without saving it")
            .Accepts<ConnectRequest>("application/json")
            .Answers<Validation>(200).Fails(400, 413, 415, 422, 502, 503);
    }

    private static void MapReading(this RouteGroupBuilder connections)
    {
        connections.MapGet("", ListAsync).WithSummary("All connections, newest first")
            .Answers<IReadOnlyList<Connection>>(200).Fails(400);
        connections.MapGet("/events", EventsRoute.Handle)
            .WithSummary("Changes of your connections, as server-sent events")
            .WithDescription(
                "`connection` has a connection as its data, `removed` an id, `heartbeat` nothing. Begins with all "
                + "connections, or, with `Last-Event-ID`, with the changes since that event.")
            .Produces<Connection>(200, "text/event-stream").Fails();
        connections.MapGet("/{id:guid}", GetAsync).WithSummary("One connection")
            .Answers<Connection>(200).Fails(404);
    }

    private static void MapEditing(this RouteGroupBuilder connections)
    {
        connections.MapPatch("/{id:guid}", EditAsync)
            .WithSummary("Rename it, give it another interval, pause or resume it")
            .WithDescription("An omitted field keeps its value. A pause ends the schedule and a sync under way; "
                + "resuming requests a sync.")
            .Accepts<EditRequest>("application/json")
            .Answers<Connection>(200).Fails(400, 404, 413, 415);
        connections.MapPut("/{id:guid}/credentials", ReplaceCredentialsRoute.HandleAsync)
            .WithSummary("New keys of the same account")
            .WithDescription(
                "They are tried before they replace the old ones, which stay if anything is wrong. With `Prefer: "
                + "wait=20` (60 at most) the answer waits for the sync that proves them.")
            .Accepts<CredentialsRequest>("application/json")
            .Answers<Connection>(200, 202).Fails(400, 404, 409, 413, 415, 422, 502, 503);
    }

    private static void MapActions(this RouteGroupBuilder connections)
    {
        connections.MapPost("/{id:guid}/resync", ResyncAsync).WithSummary("Sync now")
            .Answers<Connection>(202).Fails(400, 404, 422, 429);
        connections.MapPost("/{id:guid}/confirm-reading", ConfirmReadingRoute.HandleAsync)
            .WithSummary("Book a reading that the exchange's own totals contradict")
            .WithDescription(
                "The id of the connection's `contradiction` names the reading that was seen; the next sync books it if "
                + "it still reads the same. 409 if another reading is contradicted by now, or none.")
            .Accepts<ConfirmReadingRequest>("application/json")
            .Answers<Connection>(202).Fails(400, 404, 409, 413, 415);
        connections.MapDelete("/{id:guid}", DisconnectAsync)
            .WithSummary("Disconnect: the secret is destroyed at once")
            .WithDescription("`history=keep` (the default) closes every holding and keeps the ledger; `history=purge` "
                + "removes everything, including rows that an earlier disconnect kept.")
            .Answers<object>(200).Fails(400, 404);
    }

    private static async Task<IResult> ListAsync(
        CurrentUser user, [AsParameters] PageQuery query, ConnectionStore store, TimeProvider clock,
        CancellationToken ct)
    {
        if (!query.TryRead<Guid?>(out var page, out var refusal))
            return refusal;

        var now = clock.GetUtcNow();
        var rows = await store.ListAsync(user.Id, page.After, page.Fetch, ct);
        return page.Answer(rows, row => ConnectionMapping.Of(row, now), row => row.Id);
    }

    private static async Task<IResult> GetAsync(
        Guid id, CurrentUser user, ConnectionStore store, TimeProvider clock, CancellationToken ct) =>
        await store.FindAsync(user.Id, id, ct) is { } row
            ? ApiResults.Ok(ConnectionMapping.Of(row, clock.GetUtcNow()))
            : ApiResults.NotFound();

    private static async Task<IResult> EditAsync(
        HttpContext http, Guid id, CurrentUser user, EditHandler edit, TimeProvider clock, CancellationToken ct)
    {
        var body = await JsonBody<EditRequest>.ReadAsync(http.Request, ct);
        if (!body.TryGet(out var request, out var refusal))
            return refusal;

        return await edit.HandleAsync(user.Id, id, request, ct) switch
        {
            EditOutcome.Edited edited => ApiResults.Ok(ConnectionMapping.Of(edited.Connection, clock.GetUtcNow())),
            EditOutcome.Invalid invalid => ApiResults.Invalid(invalid.Fields),
            _ => ApiResults.NotFound(),
        };
    }

    private static async Task<IResult> ResyncAsync(
        HttpContext http, Guid id, CurrentUser user, ResyncHandler resync, TimeProvider clock, CancellationToken ct)
    {
        var outcome = await resync.HandleAsync(user.Id, id, ct);
        var now = clock.GetUtcNow();
        return outcome switch
        {
            ResyncOutcome.NotFound => ApiResults.NotFound(),
            ResyncOutcome.Requested requested => ApiResults.Accepted(ConnectionMapping.Of(requested.Connection, now)),
            ResyncOutcome.UnderWay underWay => ApiResults.Accepted(ConnectionMapping.Of(underWay.Connection, now)),
            ResyncOutcome.Throttled throttled =>
                ApiResults.Error(ErrorKinds.Throttled).RetryAfter(http, throttled.Until - now),
            ResyncOutcome.NoSecret { Connection: var refused } => ApiResults.ErrorWith(
                ConnectionMapping.Of(refused, now),
                refused.ErrorKind ?? ErrorKinds.InvalidCredentials,
                refused.Exchange,
                refused.ErrorDetail,
                code: refused.ErrorCode),
            _ => ApiResults.Invalid("id", "is a paused connection; resume it first"),
        };
    }

    private static async Task<IResult> DisconnectAsync(
        Guid id, string? history, CurrentUser user, DisconnectHandler disconnect, CancellationToken ct)
    {
        if (history is not (null or "keep" or "purge"))
            return ApiResults.Invalid("history", "must be keep or purge");

        var ended = await disconnect.HandleAsync(user.Id, id, history is "purge", ct);
        return ended ? ApiResults.Done() : ApiResults.NotFound();
    }

    private static async Task<IResult> RunsAsync(
        Guid id, CurrentUser user, [AsParameters] PageQuery query, ConnectionStore connections, RunStore runs,
        CancellationToken ct)
    {
        if (!query.TryRead<Guid?>(out var page, out var refusal))
            return refusal;

        if (await connections.FindAsync(user.Id, id, ct) is not { } connection)
            return ApiResults.NotFound();

        var rows = await runs.ListAsync(user.Id, id, page.After, page.Fetch, ct);
        return page.Answer(rows, row => ConnectionMapping.Of(row, connection.Exchange), row => row.Id);
    }
}
