using System.Text;
using Microsoft.Net.Http.Headers;

namespace Portfolio.Api.Answers;

/// <summary>A whole list as CSV (RFC 4180), written as it is read.</summary>
internal static class Csv
{
    /// <summary>True: the caller would rather have CSV than JSON.</summary>
    public static bool IsWanted(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return Quality("text/csv") is > 0 and var csv && csv >= (Quality("application/json") ?? 0);

        double? Quality(string type) => accepted
            .Where(known => known.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            .Max(known => known.Quality ?? 1d as double?);
    }

    /// <param name="list">What the file is called, with today's date behind it.</param>
    /// <param name="rows">Their cells are made by the methods below.</param>
    public static IResult Answer(
        string list, DateTimeOffset now, IReadOnlyList<string> columns, IAsyncEnumerable<IReadOnlyList<string>> rows) =>
        new Result($"{list}-{now:yyyy-MM-dd}.csv", columns, rows);

    /// <summary>
    /// Words that others chose. A spreadsheet would run what begins like a formula, so it gets an apostrophe before it.
    /// </summary>
    public static string Text(string? value) =>
        Plain(value is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] ? $"'{value}" : value);

    /// <summary>Numbers, times, ids and words of our own.</summary>
    public static string Plain(string? value) => value switch
    {
        null => "",
        _ when value.AsSpan().ContainsAny("\",\r\n") => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        _ => value,
    };

    public static string Plain(DateTimeOffset? time) => time is { } known ? $"{known:O}" : "";

    private sealed class Result(
        string fileName, IReadOnlyList<string> columns, IAsyncEnumerable<IReadOnlyList<string>> rows) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.ContentType = "text/csv; charset=utf-8; header=present";
            response.Headers.ContentDisposition =
                new ContentDispositionHeaderValue("attachment") { FileName = fileName }.ToString();
            await using var writer = new StreamWriter(response.Body, new UTF8Encoding(false), leaveOpen: true);
            writer.NewLine = "\r\n";
            await writer.WriteLineAsync(string.Join(',', columns));
            await foreach (var row in rows.WithCancellation(httpContext.RequestAborted))
                await writer.WriteLineAsync(string.Join(',', row));
        }
    }
}
