using System.Net;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Kraken.Accounts;
using Portfolio.Simulator.Requests;

namespace Portfolio.Simulator.Kraken;

/// <summary>One request to Kraken, read but not yet judged. Headers that were not sent are empty.</summary>
/// <param name="Credential">The key's owner; null without a key or with an unknown one.</param>
/// <param name="Body">The bytes that were signed.</param>
/// <param name="IgnoresPage">A fault: the first page is the answer, whichever was requested.</param>
internal sealed record KrakenCall(
    KrakenMethod Method,
    Credential? Credential,
    IPAddress Address,
    string ApiKey,
    string Signature,
    byte[] Body,
    IReadOnlyDictionary<string, string> Parameters,
    bool IgnoresPage,
    DateTimeOffset Now)
{
    /// <summary>The key whose request was accepted.</summary>
    /// <exception cref="InvalidOperationException">The method requires no signature.</exception>
    public Credential Key =>
        Credential ?? throw new InvalidOperationException($"{Method.Path} is answered without a key.");

    public KrakenAccount Account => KrakenAccount.Of(Key);

    public KrakenKeyTraits KeyTraits => Account.TraitsOf(Key);

    /// <summary>New names such as BTC and BTC/USD are requested.</summary>
    public bool WantsNewNames => Parameter("assetVersion") is "1";

    public static async Task<KrakenCall> ReadAsync(
        HttpContext context, KrakenMethod method, RequestTrace trace, DateTimeOffset now)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var bytes = body.ToArray();
        return new KrakenCall(
            method,
            trace.Caller,
            CallerAddress.Of(context),
            context.Request.Headers[KrakenHeaders.Key].ToString(),
            context.Request.Headers[KrakenHeaders.Sign].ToString(),
            bytes,
            KrakenParameters.Read(context.Request, bytes, withQuery: !method.IsPrivate),
            trace.IgnoresPage,
            now);
    }

    /// <summary>Null when it was not sent or is empty.</summary>
    public string? Parameter(string name) => Parameters.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>The requested names; null: all.</summary>
    public IReadOnlyCollection<string>? List(string name) => Parameter(name)?.Split(',');
}
