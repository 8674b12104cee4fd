using Microsoft.OpenApi;
using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Api.Paging;
using Portfolio.Api.Reference;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Identity;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Runs;

namespace Portfolio.Api.Connections;

internal static class ConnectionRoutes
{
    private static readonly ParameterReference Id = new("id", ParameterLocation.Path, "The connection's id.");

    public static void MapConnections(this IEndpointRouteBuilder routes)
    {
        var connections = routes.MapGroup("/connections").WithTags("Connections").WithMetadata(Id);
        connections.MapConnect();
        connections.MapValidate();
        connections.MapLists();
        connections.MapEvents();
        connections.MapEdit();
        connections.MapReplaceCredentials();
        connections.MapResync();
        connections.MapConfirmReading();
        connections.MapMove();
        connections.MapDisconnect();
        connections.MapRenameQuestions();
    }

    private static void MapLists(this RouteGroupBuilder connections)
    {
        connections.MapGet("", ListAsync).WithSummary("All connections, newest first").ReadsPages()
            .Answers<IReadOnlyList<Connection>>(200, "One page of them.");
        connections.MapGet("/{id:guid}", GetAsync).WithSummary("One connection")
            .Answers<Connection>(200, "As it is now.").Fails(ErrorKinds.NotFound);
        connections.MapGet("/{id:guid}/runs", RunsAsync).WithSummary("The result of each sync, newest first")
            .ReadsPages().Answers<IReadOnlyList<Run>>(200, "One page of them.").Fails(ErrorKinds.NotFound);
    }

    private static void MapEdit(this RouteGroupBuilder connections) => connections
        .MapPatch("/{id:guid}", EditAsync)
        .WithSummary("Rename it, give it another interval, pause or resume it")
        .WithDescription(
            "A pause ends the schedule and a sync under way, which books nothing. Resuming requests a sync.")
        .Takes<EditRequest>(
            new()
            {
                Name = "settings",
                Summary = "Another name and interval",
                Body = new() { Label = "Savings", SyncIntervalMinutes = 15 },
            },
            new() { Name = "pause", Summary = "Pause it", Body = new() { Paused = true } },
            new() { Name = "resume", Summary = "Resume it", Body = new() { Paused = false } })
        .Answers<Connection>(200, "As it is now.")
        .Fails(ErrorKinds.NotFound)
        .Refuses("syncIntervalMinutes", Texts.Fields_Interval);

    private static void MapResync(this RouteGroupBuilder connections) => connections
        .MapPost("/{id:guid}/resync", ResyncAsync)
        .NeedsScope(AccessScopes.Sync)
        .WithSummary("Sync now")
        .WithDescription(
            "A sync that is under way, or that a person has requested and that still waits, answers this request too.")
        .Answers<Connection>(202, "Requested. `GET /connections/{id}/runs` has the result.")
        .Fails(ErrorKinds.NotFound)
        .Fails(ExchangeErrors.OfDestroyedKey)
        .Refuses("id", Texts.Fields_Paused);

    private static void MapDisconnect(this RouteGroupBuilder connections) => connections
        .MapDelete("/{id:guid}", DisconnectAsync)
        .WithSummary("Disconnect: the secret is destroyed at once")
        .Reads(new ParameterReference(
            "history",
            ParameterLocation.Query,
            "`keep` closes every holding and keeps the transactions. `purge` removes everything, also later, including "
            + "what an earlier disconnect kept.",
            new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["keep", "purge"], Default = "keep" }))
        .Answers<object>(200, "Disconnected.")
        .Fails(ErrorKinds.NotFound)
        .Refuses("history", Texts.Fields_History);

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
                ApiResults.Error(ErrorKinds.Throttled, detail: throttled.Detail)
                    .RetryAfter(http, throttled.Until - now),
            ResyncOutcome.NoSecret { Connection: var refused } => ApiResults.ErrorWith(
                ConnectionMapping.Of(refused, now),
                refused.ErrorKind ?? ErrorKinds.InvalidCredentials,
                refused.Exchange,
                refused.ErrorDetail,
                code: refused.ErrorCode),
            _ => ApiResults.Invalid("id", Texts.Fields_Paused),
        };
    }

    private static async Task<IResult> DisconnectAsync(
        Guid id, string? history, CurrentUser user, DisconnectHandler disconnect, CancellationToken ct)
    {
        if (history is not (null or "keep" or "purge"))
            return ApiResults.Invalid("history", Texts.Fields_History);

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
