using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Binance;

namespace Portfolio.Simulator.Requests;

/// <summary>Finds out whose key a request carries and writes the request down when it is over.</summary>
internal sealed class RequestTracing(RequestLog log, AccountBook accounts, SimulatorClock clock)
{
    public async Task TraceAsync(HttpContext context, RequestDelegate next)
    {
        var at = clock.Now;
        var trace = new RequestTrace { Caller = Caller(context.Request) };
        context.Features.Set(trace);
        try
        {
            await next(context);
        }
        finally
        {
            var request = context.Request;
            var status = trace.Unanswered ? 0 : context.Response.StatusCode;
            log.Add(new(
                at, request.Method, request.Path.Value ?? "", trace.Caller?.Name, status, trace.Weight, trace.Fault));
        }
    }

    private Credential? Caller(HttpRequest request) =>
        request.Headers[BinanceHeaders.ApiKey].ToString() is { Length: > 0 } apiKey
            ? accounts.FindByKey(BinanceRoutes.Exchange, apiKey)
            : null;
}
