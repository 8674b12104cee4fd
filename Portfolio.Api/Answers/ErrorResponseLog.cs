namespace Portfolio.Api.Answers;

/// <summary>
/// One line for every answer that is an error, so that the <c>traceId</c> in it finds something. The path only: a query
/// string is the caller's.
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
