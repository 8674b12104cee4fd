using System.Buffers;
using System.Net;
using System.Text;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Binance.Accounts;
using Portfolio.Simulator.Requests;

namespace Portfolio.Simulator.Binance;

/// <summary>One request to Binance, read but not yet judged.</summary>
/// <param name="ApiKey">Empty when none was sent.</param>
/// <param name="Credential">The key's owner; null without a key or with one that does not exist.</param>
internal sealed record BinanceCall(
    BinanceRoute Route, string ApiKey, Credential? Credential, IPAddress Address, BinanceParameters Parameters)
{
    private const int LongestBody = 64 * 1024;

    /// <summary>As in <see cref="RequestTrace.IgnoresPage"/>.</summary>
    public bool IgnoresPage { get; init; }

    /// <summary>The account whose key was accepted.</summary>
    /// <exception cref="InvalidOperationException">The route requires no signature.</exception>
    public BinanceAccount Account =>
        Credential?.Account as BinanceAccount ?? throw new InvalidOperationException(
            $"{Route.Path} is answered without a key.");

    /// <returns>Null when the body is too long to be a form.</returns>
    public static async ValueTask<BinanceCall?> ReadAsync(HttpContext context, BinanceRoute route, Credential? caller)
    {
        var body = HttpMethods.IsGet(context.Request.Method) ? "" : await ReadFormAsync(context.Request);
        if (body is null)
            return null;

        var query = context.Request.QueryString.Value ?? "";
        return new BinanceCall(
            route,
            context.Request.Headers[BinanceHeaders.ApiKey].ToString(),
            caller,
            CallerAddress.Of(context),
            new BinanceParameters(query.Length > 0 ? query[1..] : "", body));
    }

    /// <summary>The raw body when it is a form: parameters in any other kind of body do not count.</summary>
    private static async ValueTask<string?> ReadFormAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
            return "";

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
            if (read.Buffer.Length > LongestBody)
                return null;
            if (!read.IsCompleted)
            {
                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var body = Encoding.UTF8.GetString(read.Buffer.ToArray());
            request.BodyReader.AdvanceTo(read.Buffer.End);
            return body;
        }
    }
}
