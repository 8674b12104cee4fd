using System.Threading.RateLimiting;
using Portfolio.Api.Authentication;

namespace Portfolio.Api.Answers;

/// <summary>
/// Logs one line for every answer that is an error, so that a search for its <c>traceId</c> finds it. The line has the
/// path without the query string, which may hold the caller's data. Callers who are not signed in get twenty lines a
/// minute from one address, so that no one can fill the log.
/// </summary>
internal sealed partial class ErrorResponseLog(RequestDelegate next, ILogger<ErrorResponseLog> logger) : IDisposable
{
    private const int LongestPath = 200;

    private readonly PartitionedRateLimiter<HttpContext> strangers =
        PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetFixedWindowLimiter(
            CallerAddress.NetworkOf(http),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) }));

    public async Task InvokeAsync(HttpContext http)
    {
        await next(http);
        if (http.Response.StatusCode >= 400 && IsLogged(http))
            LogRefused(http.Request.Method, Shortened(http.Request.Path), http.Response.StatusCode);
    }

    public void Dispose() => strangers.Dispose();

    private bool IsLogged(HttpContext http)
    {
        if (http.User.Identity is { IsAuthenticated: true })
            return true;

        using var lease = strangers.AttemptAcquire(http);
        return lease.IsAcquired;
    }

    private static string Shortened(PathString path) =>
        path.Value is { Length: > LongestPath } longer ? $"{longer[..LongestPath]}…" : path;

    [LoggerMessage(LogLevel.Information, "Answered {Method} {Path} with {Status}")]
    private partial void LogRefused(string method, string path, int status);
}
