using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Binance;
using Portfolio.Simulator.Okx;

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

    private Credential? Caller(HttpRequest request) => OkxRegion.OfPath(request.Path) is null
        ? Caller(BinanceRoutes.Exchange, request.Headers[BinanceHeaders.ApiKey].ToString())
        : Caller(OkxRoutes.Exchange, request.Headers[OkxHeaders.Key].ToString());

    private Credential? Caller(string exchange, string apiKey) =>
        apiKey.Length > 0 ? accounts.FindByKey(exchange, apiKey) : null;
}
