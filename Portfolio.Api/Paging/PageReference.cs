using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Portfolio.Api.Reference;

namespace Portfolio.Api.Paging;

/// <summary>What the routes of lists say about <see cref="PageQuery"/>.</summary>
internal static class PageReference
{
    private static readonly ParameterReference Limit = new(
        "limit",
        ParameterLocation.Query,
        "The number of entries on a page.",
        new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Minimum = "1",
            Maximum = Page<object>.MaxLimit.ToString(CultureInfo.InvariantCulture),
            Default = JsonValue.Create(Page<object>.DefaultLimit),
        });

    private static readonly ParameterReference Cursor = new(
        "cursor", ParameterLocation.Query, "The `meta.nextCursor` of the page before. Left out: the first page.");

    public static RouteHandlerBuilder ReadsPages(this RouteHandlerBuilder route) =>
        route.Reads(Limit, Cursor).Refuses("limit", PageQuery.LimitProblem);
}
