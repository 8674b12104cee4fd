using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Portfolio.Tests.Faults;

/// <summary>
/// The exchange's side of the invariants: calls of two workers with one key at the same time, and calls in a ban. Each
/// worker has a separate port there.
/// </summary>
internal sealed class CallRecord : IStartupFilter
{
    /// <summary>For calls that were on their way when the ban began, and for workers that hear of it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private readonly List<(string Key, int Port)> underWay = [];
    private readonly ConcurrentQueue<string> violations = new();
    private long bannedSince;

    public string? Violation => violations.TryPeek(out var first) ? first : null;

    public void BeginBan() => Interlocked.Exchange(ref bannedSince, Stopwatch.GetTimestamp());

    public void EndBan() => Interlocked.Exchange(ref bannedSince, 0);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(RecordAsync);
        next(app);
    };

    private async Task RecordAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value ?? "";
        if (path.StartsWith("/_simulator", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        var call = (Key: context.Request.Headers["X-MBX-APIKEY"].ToString(), Port: context.Connection.LocalPort);
        Begin(call, path);
        try
        {
            await next(context);
        }
        finally
        {
            lock (gate)
                underWay.Remove(call);
        }
    }

    private void Begin((string Key, int Port) call, string path)
    {
        var since = Interlocked.Read(ref bannedSince);
        if (since is not 0 && Stopwatch.GetElapsedTime(since) is var late && late > Grace)
            violations.Enqueue($"{path} was requested {late.TotalSeconds:0.0} s after the ban was declared.");
        lock (gate)
        {
            if (call.Key.Length > 0 && underWay.Exists(other => other.Key == call.Key && other.Port != call.Port))
                violations.Enqueue($"Two workers were inside the account of {call.Key} at once ({path}).");
            underWay.Add(call);
        }
    }
}
