using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Okx.Accounts;
using Portfolio.Simulator.Requests;

namespace Portfolio.Simulator.Okx;

/// <summary>One request to OKX, read but not yet judged. Headers that were not sent are empty.</summary>
/// <param name="Credential">The key's owner, of any region; null without a key or with an unknown one.</param>
/// <param name="SignedPath">Path and query exactly as they came, without the region's prefix.</param>
internal sealed record OkxCall(
    OkxRoute Route,
    OkxRegion Region,
    Credential? Credential,
    IPAddress Address,
    IHeaderDictionary Headers,
    IQueryCollection Query,
    string SignedPath)
{
    /// <summary>The key whose request was accepted.</summary>
    /// <exception cref="InvalidOperationException">The route requires no signature.</exception>
    public Credential Key =>
        Credential ?? throw new InvalidOperationException($"{Route.Path} is answered without a key.");

    public OkxAccount Account =>
        Key.Account as OkxAccount ?? throw new InvalidOperationException($"{Key.Name} is not an account at OKX.");

    public static OkxCall Read(HttpContext context, OkxRoute route, OkxRegion region, Credential? caller) => new(
        route,
        region,
        caller,
        CallerAddress.Of(context),
        context.Request.Headers,
        context.Request.Query,
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget[region.Prefix.Length..]);

    public string Header(string name) => Headers[name].ToString();

    /// <summary>Null when it was not sent or is empty.</summary>
    public string? Parameter(string name) => Query[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>The requested coins; null: all.</summary>
    public IReadOnlyCollection<string>? Coins() => Parameter("ccy")?.Split(',');
}
