using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.Net.Http.Headers;

namespace Portfolio.Api.Answers;

/// <summary>A whole list as CSV (RFC 4180) that spreadsheets open correctly, written while it is read.</summary>
internal static class Csv
{
    // CsvHelper's own InjectionOptions look at the first character alone, and at numbers too: -1.5 would become text.
    // Each cell makes its own text harmless (SpreadsheetText) and states whether it is quoted.
    private static readonly CsvConfiguration Form = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\r\n", InjectionOptions = InjectionOptions.None,
    };

    /// <summary>True: the caller prefers CSV to JSON.</summary>
    public static bool IsWanted(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return Quality("text/csv") is > 0 and var csv && csv >= (Quality("application/json") ?? 0);

        double? Quality(string type) => accepted
            .Where(known => known.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            .Max(known => known.Quality ?? 1d as double?);
    }

    public static IResult Answer(
        CsvFileName file, IReadOnlyList<string> columns, IAsyncEnumerable<IReadOnlyList<CsvCell>> rows) =>
        new Result(file, columns, rows);

    private sealed class Result(
        CsvFileName file, IReadOnlyList<string> columns, IAsyncEnumerable<IReadOnlyList<CsvCell>> rows) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            await using var read = rows.GetAsyncEnumerator(httpContext.RequestAborted);
            // Before the answer begins, so that a list that cannot be read at all is still answered with an error.
            var more = await read.MoveNextAsync();

            var response = httpContext.Response;
            response.ContentType = "text/csv; charset=utf-8; header=present";
            response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment")
            {
                FileName = file.Plain, FileNameStar = file.Full,
            }.ToString();
            // Excel recognises UTF-8 by the byte order mark.
            await using var text = new StreamWriter(response.Body, new UTF8Encoding(true), leaveOpen: true);
            await using var csv = new CsvWriter(text, Form, leaveOpen: true);
            await WriteAsync(csv, [.. columns.Select(CsvCell.Text)]);
            for (; more; more = await read.MoveNextAsync())
                await WriteAsync(csv, read.Current);
        }

        private static Task WriteAsync(CsvWriter csv, IReadOnlyList<CsvCell> row)
        {
            foreach (var cell in row)
                csv.WriteField(cell.Value, cell.Quoted);
            return csv.NextRecordAsync();
        }
    }
}
