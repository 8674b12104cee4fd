using Microsoft.AspNetCore.Http.Features;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Kraken.Accounts;
using Portfolio.Simulator.Kraken.Limits;
using Portfolio.Simulator.Requests;

namespace Portfolio.Simulator.Kraken;

/// <summary>
/// The checks of a request to Kraken, in order: method, the rules of the key or the limit of the address, answer.
/// </summary>
internal sealed class KrakenGate(
    KrakenMethods methods, KrakenRules rules, KrakenLimits limits, KrakenNonces nonces, KrakenConditions conditions,
    SimulatorClock clock, TimeProvider time)
{
    /// <summary>A longer URL never arrives.</summary>
    private const int LongestTarget = 4096;

    public async Task ServeAsync(HttpContext context)
    {
        var trace = context.Features.GetRequiredFeature<RequestTrace>();
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (target.Length > LongestTarget)
        {
            await SendAsync(context.Response, KrakenAnswer.UnknownErrorHtml);
            return;
        }

        var method = methods.Find(target.Split('?')[0]);
        if (method?.Accepts(context.Request.Method) is not true || Lacks(trace.Caller, method))
        {
            await SendAsync(context.Response, KrakenError.UnknownMethod);
            return;
        }

        trace.Weight = method.Cost;
        if (method.IsCached)
            context.Response.Headers.CacheControl = "max-age=2, public";
        await SendAsync(context.Response, await AnswerAsync(context, method, trace));
    }

    /// <summary>Some accounts do not have the information about keys.</summary>
    private static bool Lacks(Credential? key, KrakenMethod method) =>
        method.Path is KrakenMethods.KeyInfo && key is not null && KrakenAccount.Of(key).Traits.LacksKeyInfo;

    /// <summary>A private request is in flight from here until its answer is about to be sent.</summary>
    private async Task<KrakenAnswer> AnswerAsync(HttpContext context, KrakenMethod method, RequestTrace trace)
    {
        var usage = method.IsPrivate && trace.Caller is { } key ? nonces.Of(key) : null;
        usage?.Enter();
        try
        {
            var call = await KrakenCall.ReadAsync(context, method, trace, clock.Now);
            var answer = Judge(call) is { } refusal ? refusal : method.Answer(call);
            if (method.IsPrivate && conditions.Current.AnswerDelayMs is > 0 and var delay)
                await Task.Delay(TimeSpan.FromMilliseconds(delay), time, context.RequestAborted);
            return answer;
        }
        finally
        {
            usage?.Leave();
        }
    }

    private KrakenError? Judge(KrakenCall call) =>
        call.Method.IsPrivate ? rules.Check(call)
        : limits.AdmitsAddress(call.Address, call.Now) ? null
        : KrakenError.TooManyRequests;

    private static async Task SendAsync(HttpResponse response, KrakenAnswer answer)
    {
        response.StatusCode = answer.Status;
        response.ContentType = answer.Type;
        response.ContentLength = answer.Body.Length;
        await response.BodyWriter.WriteAsync(answer.Body);
    }
}
