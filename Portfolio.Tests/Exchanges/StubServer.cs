using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Portfolio.Tests.Exchanges;

/// <summary>A web server that answers by script: per path, one step per request, the last one from then on.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, RequestDelegate[]> scripts = new();
    private readonly ConcurrentQueue<SeenRequest> seen = new();

    private StubServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    public Uri Address => new(app.Urls.Single());

    public IReadOnlyList<SeenRequest> Seen => [.. seen];

    public static async Task<StubServer> StartAsync(CancellationToken ct)
    {
        var server = new StubServer();
        await server.app.StartAsync(ct);
        return server;
    }

    public StubServer On(string path, params RequestDelegate[] steps)
    {
        scripts[path] = steps;
        return this;
    }

    public IReadOnlyList<SeenRequest> SeenAt(string path) => [.. seen.Where(request => request.Path == path)];

    /// <summary>Until the first request to this path has arrived.</summary>
    public async Task UntilSeenAsync(string path)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (SeenAt(path).Count is 0)
            await timer.WaitForNextTickAsync(Cancel);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    /// <param name="header">One more header, as "Name: value".</param>
    public static RequestDelegate Answer(string body, int status = 200, string? header = null) => async context =>
    {
        context.Response.StatusCode = status;
        if (header?.Split(": ", 2) is [var name, var value])
            context.Response.Headers[name] = value;

        await context.Response.WriteAsync(body);
    };

    /// <summary>Promises more bytes than it sends; the server then closes the connection.</summary>
    public static RequestDelegate BreakOff(string start) => context =>
    {
        context.Response.ContentLength = start.Length + 100;
        return context.Response.WriteAsync(start);
    };

    public static RequestDelegate HangUp { get; } = context =>
    {
        context.Abort();
        return Task.CompletedTask;
    };

    /// <summary>Keeps the connection open until the other side has had enough.</summary>
    public static RequestDelegate NeverAnswer { get; } = async context =>
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    };

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        using var body = new StreamReader(context.Request.Body);
        seen.Enqueue(new SeenRequest(context.Request.Method, path, target, headers)
        {
            Body = await body.ReadToEndAsync(context.RequestAborted),
        });

        if (!scripts.TryGetValue(path, out var steps))
            throw new InvalidOperationException($"Nobody wrote a script for {path}.");

        var step = Math.Min(SeenAt(path).Count, steps.Length) - 1;
        await steps[step](context);
    }
}

/// <param name="Target">Path and query, as they were sent.</param>
internal sealed record SeenRequest(
    string Method, string Path, string Target, IReadOnlyDictionary<string, string> Headers)
{
    public string Body { get; init; } = "";

    public string Query => Target.Split('?', 2) is [_, var query] ? query : "";

    /// <summary>A parameter as it was sent, still encoded; empty when it was not.</summary>
    public string Value(string name) =>
        Query.Split('&').Select(pair => pair.Split('=', 2)).FirstOrDefault(pair => pair[0] == name)?[1] ?? "";
}
