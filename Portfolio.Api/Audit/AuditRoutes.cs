using System.Security.Claims;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Api.Paging;
using Portfolio.Api.Reference;
using Portfolio.Contracts.Answers;
using Portfolio.Contracts.Audit;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Audit;

namespace Portfolio.Api.Audit;

internal static class AuditRoutes
{
    private static readonly ParameterReference[] Filters =
    [
        new("action", ParameterLocation.Query, "Only events of this action.", Words(typeof(AuditActions))),
        new("outcome", ParameterLocation.Query, "Only events with this outcome.", Words(typeof(AuditOutcomes))),
        new(
            "user", ParameterLocation.Query, "`all`: of every user and of the system, for operators.",
            new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["all"] }),
        new("from", ParameterLocation.Query, "Only events of this moment or later, ISO 8601.", Moment),
        new("to", ParameterLocation.Query, "Only events before this moment, ISO 8601.", Moment),
    ];

    private static OpenApiSchema Moment => new() { Type = JsonSchemaType.String, Format = "date-time" };

    public static void MapAudit(this IEndpointRouteBuilder routes) => routes.MapGroup("/audit").WithTags("Audit")
        .MapGet("", ListAsync).WithSummary("Your audit log, newest first")
        .WithDescription(
            "Sign-ins, every change of a connection, a portfolio or a key, and what was refused. Refusals that repeat "
            + "within a minute are one event with a `count`.")
        .ReadsPages().Reads(Filters)
        .Refuses("action", Texts.Fields_AuditAction).Refuses("outcome", Texts.Fields_AuditOutcome)
        .Refuses("user", Texts.Fields_AuditUser).Refuses("from", Texts.Fields_Moment)
        .Answers<IReadOnlyList<AuditEvent>>(200, "One page of them.");

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal caller, CurrentUser user, [AsParameters] PageQuery query, [AsParameters] AuditQuery filters,
        AuditStore store, CancellationToken ct)
    {
        if (!filters.TryRead(out var search, out var refusal))
            return refusal;
        if (filters.OfAll && !Caller.IsOperator(caller))
            return ApiResults.Error(ErrorKinds.Forbidden, detail: ErrorDetails.OperatorsOnly);

        return filters.OfAll
            ? await ListAllAsync(user, query, search, store, ct)
            : await ListOwnAsync(user, query, search, store, ct);
    }

    private static async Task<IResult> ListOwnAsync(
        CurrentUser user, PageQuery query, AuditSearch search, AuditStore store, CancellationToken ct)
    {
        if (!query.TryRead<long?>(out var page, out var refusal))
            return refusal;

        var rows = await store.ListAsync(user.Id, search, page.After, page.Fetch, ct);
        return page.Answer(rows, Shape, row => row.Number);
    }

    private static async Task<IResult> ListAllAsync(
        CurrentUser user, PageQuery query, AuditSearch search, AuditStore store, CancellationToken ct)
    {
        if (!query.TryRead<AuditPosition>(out var page, out var refusal))
            return refusal;

        var rows = await store.ListAllAsync(user.Id, search, page.After, page.Fetch, ct);
        return page.Answer(rows, Shape, row => new AuditPosition(row.At, row.Chain, row.Number));
    }

    private static AuditEvent Shape(AuditRow row) => new(
        row.Number, row.Chain == Guid.Empty ? null : row.Chain, row.At, row.Action, row.Outcome, row.Count,
        new AuditEventActor(row.ActorKind, row.ActorId, row.Browser, row.Address), row.TargetId, row.Detail);

    private static OpenApiSchema Words(Type constants) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. ValuesOfAttribute.Of(constants).Select(value => JsonValue.Create(value))],
    };
}
