namespace Portfolio.Api.Answers;

/// <summary>
/// Logs one line for every answer that is an error, so that a search for its <c>traceId</c> finds it. The line has the
/// path without the query string, which may hold the caller's data.
/// </summary>
internal sealed partial class ErrorResponseLog(RequestDelegate next, ILogger<ErrorResponseLog> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        await next(http);
        if (http.Response.StatusCode >= 400)
            LogRefused(http.Request.Method, http.Request.Path, http.Response.StatusCode);
    }

    [LoggerMessage(LogLevel.Information, "Answered {Method} {Path} with {Status}")]
    private partial void LogRefused(string method, string path, int status);
}
