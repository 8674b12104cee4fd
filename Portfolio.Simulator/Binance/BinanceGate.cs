using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Portfolio.Simulator.Binance.Limits;
using Portfolio.Simulator.Requests;

namespace Portfolio.Simulator.Binance;

/// <summary>
/// The checks of a request to Binance, in order: limits, country, key format, parameters, key, clock, signature,
/// answer. It is an assumption that the clock comes before the signature; the order of the others follows observed
/// answers.
/// </summary>
internal sealed class BinanceGate(BinanceLimits limits, SimulatorClock clock)
{
    public async Task ServeAsync(HttpContext context, BinanceRoute route)
    {
        var trace = context.Features.GetRequiredFeature<RequestTrace>();
        if (await BinanceCall.ReadAsync(context, route, trace.Caller) is not { } call)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        trace.Weight = route.Weight(call.Parameters);
        var charge = limits.Charge(call.Address, route, trace.Weight);
        WriteLimits(context.Response.Headers, route, charge);
        var answer = (charge.Refusal ?? Refuse(call)) is { } refusal
            ? refusal
            : route.Answer(call with { IgnoresPage = trace.IgnoresPage });
        await SendAsync(context.Response, answer);
    }

    private BinanceError? Refuse(BinanceCall call)
    {
        if (call.Credential is { RegionBlocked: true })
            return BinanceError.Region;
        if (!call.Route.Signed)
            return BinanceRules.CheckParameters(call);
        if (!BinanceRules.IsKeyFormat(call.ApiKey))
            return BinanceError.KeyFormat;

        return BinanceRules.CheckParameters(call)
            ?? BinanceRules.CheckKey(call)
            ?? BinanceRules.CheckClock(call.Parameters, clock.Now)
            ?? CheckSignature(call);
    }

    private static BinanceError? CheckSignature(BinanceCall call) =>
        call.Credential is { } credential
        && call.Parameters[BinanceParameters.SignatureName] is { } signature
        && BinanceSignature.IsValid(credential, call.Parameters.Payload, signature)
            ? null
            : BinanceError.Signature;

    private static void WriteLimits(IHeaderDictionary headers, BinanceRoute route, LimitCharge charge)
    {
        if (charge.RetryAfterSeconds is { } seconds)
            headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (charge.Used is not { } used)
            return;

        var text = used.ToString(CultureInfo.InvariantCulture);
        if (route.Sapi)
        {
            headers[BinanceHeaders.UsedSapiIpWeight] = text;
            return;
        }

        headers[BinanceHeaders.UsedWeight] = text;
        headers[BinanceHeaders.UsedWeightPerMinute] = text;
    }

    private static async Task SendAsync(HttpResponse response, BinanceAnswer answer)
    {
        response.StatusCode = answer.Status;
        response.ContentType = "application/json;charset=UTF-8";
        response.ContentLength = answer.Body.Length;
        await response.BodyWriter.WriteAsync(answer.Body);
    }
}
