using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Exchanges;

namespace Portfolio.Simulator.Requests;

/// <summary>Finds the exchange and the key of a request, and logs the request when it is over.</summary>
internal sealed class RequestTracing(
    RequestLog log, SimulatedExchanges exchanges, AccountBook accounts, SimulatorClock clock)
{
    public async Task TraceAsync(HttpContext context, RequestDelegate next)
    {
        var at = clock.Now;
        var exchange = exchanges.OfPath(context.Request.Path);
        var trace = new RequestTrace { Exchange = exchange, Caller = Caller(exchange, context.Request) };
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

    private Credential? Caller(ISimulatedExchange? exchange, HttpRequest request) =>
        exchange?.ApiKeyOf(request) is { Length: > 0 } apiKey ? accounts.FindByKey(exchange, apiKey) : null;
}
