using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Portfolio.Simulator.Okx.Limits;
using Portfolio.Simulator.Requests;

namespace Portfolio.Simulator.Okx;

/// <summary>
/// The checks of a request to OKX, in order: method, signature with everything it depends on, limit, answer. Signed
/// requests are counted per account, so a request with an invalid signature counts for no account.
/// </summary>
internal sealed class OkxGate(OkxLimits limits, SimulatorClock clock)
{
    public Task ServeAsync(HttpContext context, OkxRoute route, OkxRegion region)
    {
        var trace = context.Features.GetRequiredFeature<RequestTrace>();
        trace.Weight = 1;
        if (!HttpMethods.IsGet(context.Request.Method))
            return SendAsync(context.Response, OkxError.Method);

        var call = OkxCall.Read(context, route, region, trace.Caller);
        var refusal = route.Signed ? OkxRules.Check(call, clock.Now) : null;
        refusal ??= limits.Admits(route.Name, Counted(call)) ? null : OkxError.TooManyRequests;
        return SendAsync(context.Response, refusal is null ? route.Answer(call) : refusal);
    }

    /// <summary>A sub-account is a separate account; two keys of one account share one.</summary>
    private static string Counted(OkxCall call)
    {
        var who = call.Route.Signed
            ? call.Account.Uid.ToString(CultureInfo.InvariantCulture)
            : call.Address.ToString();
        return call.Route.CountedBy is { } parameter ? $"{who} {call.Parameter(parameter)}" : who;
    }

    private static async Task SendAsync(HttpResponse response, OkxAnswer answer)
    {
        response.StatusCode = answer.Status;
        response.ContentType = "application/json";
        response.ContentLength = answer.Body.Length;
        await response.BodyWriter.WriteAsync(answer.Body);
    }
}
