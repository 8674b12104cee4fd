using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Connections.Features;
using Portfolio.Simulator.Faults;

namespace Portfolio.Simulator.Requests;

/// <summary>
/// Sits before the exchanges and applies the matching fault to a request, in the form of the exchange whose path was
/// requested. Other paths have no faults.
/// </summary>
internal sealed class FaultInjection(
    ActiveFaults faults, SimulatorClock clock, TimeProvider time, IHostApplicationLifetime lifetime)
{
    public Task InjectAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<RequestTrace>() is not { Exchange: { } exchange } trace
            || faults.Take(context.Request.Path.Value ?? "", trace.Caller?.Name) is not { } fault)
        {
            return next(context);
        }

        trace.Fault = JsonNamingPolicy.CamelCase.ConvertName(fault.Fault.Kind.ToString());
        return AnswerAsync(context, next, fault, exchange.Faults);
    }

    private Task AnswerAsync(
        HttpContext context, RequestDelegate next, ActiveFault active, IFaultResponder responder)
    {
        var fault = active.Fault;
        return fault.Kind switch
        {
            FaultKind.Status => SendAsync(context, fault, responder.Error(fault)),
            FaultKind.Html => SendAsync(context, fault, new(200, FaultBodies.Maintenance)),
            FaultKind.Empty => SendAsync(context, fault, new(200, "")),
            FaultKind.Cut => CutAsync(context, next, honest: true),
            FaultKind.Broken => CutAsync(context, next, honest: false),
            FaultKind.Shape => SendAsync(context, fault, new(200, responder.OtherShape)),
            FaultKind.Hang => HangAsync(context, active),
            FaultKind.Reset => ResetAsync(context),
            FaultKind.Slow => SlowAsync(context, next, fault),
            FaultKind.RateLimited => SendAsync(context, fault, responder.RateLimited(fault)),
            FaultKind.Banned => SendAsync(context, fault, responder.Banned(fault, clock.Now)),
            FaultKind.Waf => SendAsync(context, fault, new(403, FaultBodies.Firewall)),
            FaultKind.BadRows => ChangeAsync(
                context, next, body => BodyFaults.BadRows(body, fault.Rows ?? 3), encoding: null),
            FaultKind.Shrunk => ChangeAsync(
                context, next, body => BodyFaults.Shrunk(body, fault.Percent ?? 50), encoding: null),
            FaultKind.Corrupt => CorruptAsync(context, next, fault.Encoding ?? "gzip"),
            FaultKind.SamePage => SamePageAsync(context, next),
            FaultKind.Region => SendAsync(context, fault, responder.Region(context)),
            FaultKind.Country => SendAsync(context, fault, new(403, responder.CountryPage)),
            _ => throw new InvalidOperationException($"No response is defined for {fault.Kind}."),
        };
    }

    private static async Task SendAsync(HttpContext context, Fault fault, FaultAnswer answer)
    {
        var response = context.Response;
        var body = fault.Body ?? answer.Body;
        response.StatusCode = answer.Status;
        response.ContentType = FaultAnswer.TypeOf(body);
        if (fault.RetryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(body), context.RequestAborted);
    }

    private static Task CorruptAsync(HttpContext context, RequestDelegate next, string encoding) =>
        ChangeAsync(context, next, body => BodyFaults.Corrupt(body, encoding), encoding);

    private static Task SamePageAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<RequestTrace>() is { } trace)
            trace.IgnoresPage = true;
        return next(context);
    }

    /// <param name="encoding">Sent as <c>Content-Encoding</c>; null: not sent.</param>
    private static async Task ChangeAsync(
        HttpContext context, RequestDelegate next, Func<byte[], byte[]> change, string? encoding)
    {
        var body = change((await TrueAnswerAsync(context, next)).ToArray());
        context.Response.ContentLength = body.Length;
        if (encoding is not null)
            context.Response.Headers.ContentEncoding = encoding;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>The answer that would have been sent; status and headers are set, and no byte is sent yet.</summary>
    private static async Task<MemoryStream> TrueAnswerAsync(HttpContext context, RequestDelegate next)
    {
        var response = context.Response;
        var client = response.Body;
        var whole = new MemoryStream();
        response.Body = whole;
        await next(context);
        await response.BodyWriter.FlushAsync(context.RequestAborted);
        response.Body = client;
        return whole;
    }

    /// <param name="honest">Whether the announced length is that of the half, so that HTTP itself is valid.</param>
    private static async Task CutAsync(HttpContext context, RequestDelegate next, bool honest)
    {
        using var whole = await TrueAnswerAsync(context, next);
        var half = (int)(whole.Length / 2);
        context.Response.ContentLength = honest ? half : whole.Length;
        await context.Response.Body.WriteAsync(whole.GetBuffer().AsMemory(0, half), context.RequestAborted);
        if (honest)
            return;

        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    private async Task HangAsync(HttpContext context, ActiveFault fault)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var gone = context.RequestAborted.Register(() => over.TrySetResult());
        using var stopping = lifetime.ApplicationStopping.Register(() => over.TrySetResult());
        await Task.WhenAny(over.Task, fault.Cleared);
        Drop(context);
    }

    /// <summary>Closing a socket that may not linger sends RST instead of FIN.</summary>
    private static Task ResetAsync(HttpContext context)
    {
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        Drop(context);
        return Task.CompletedTask;
    }

    private static void Drop(HttpContext context)
    {
        if (context.Features.Get<RequestTrace>() is { } trace)
            trace.Unanswered = true;
        context.Abort();
    }

    private async Task SlowAsync(HttpContext context, RequestDelegate next, Fault fault)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(fault.DelayMs ?? 1000), time, context.RequestAborted);
        await next(context);
    }
}
