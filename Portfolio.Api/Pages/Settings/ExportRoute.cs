using System.Text;
using Portfolio.Api.Authentication;
using Portfolio.Storage.Identity;

namespace Portfolio.Api.Pages.Settings;

/// <summary>The file with everything that a person has here, one JSON object in each line.</summary>
internal static class ExportRoute
{
    public const string Path = "/settings/portfolio-sync.jsonl";

    public static void MapExport(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, WriteAsync).ExcludeFromDescription();

    private static async Task WriteAsync(HttpContext http, CurrentUser user, ExportStore export)
    {
        http.Response.ContentType = "application/x-ndjson; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=portfolio-sync.jsonl";
        await using var file = new StreamWriter(http.Response.Body, new UTF8Encoding(false)) { NewLine = "\n" };
        await foreach (var row in export.StreamAsync(user.Id, http.RequestAborted))
            await file.WriteLineAsync(row.Json.AsMemory(), http.RequestAborted);
    }
}
