using Portfolio.Simulator.Accounts;

namespace Portfolio.Simulator.Kraken;

/// <summary>One endpoint; Kraken calls it a method.</summary>
/// <param name="Path">With upper and lower case as it must be sent.</param>
/// <param name="Answer">Called when all checks have passed.</param>
internal sealed record KrakenMethod(string Path, Func<KrakenCall, KrakenAnswer> Answer)
{
    public const string Public = "/0/public/";
    public const string Private = "/0/private/";

    public bool IsPrivate { get; } = Path.StartsWith(Private, StringComparison.Ordinal);

    /// <summary>Added to the counter of the key. Orders have another limiter, which the simulator leaves out.</summary>
    public int Cost { get; init; } = 1;

    /// <summary>Rights that a key must all have.</summary>
    public IReadOnlyList<string> Rights { get; init; } = [];

    /// <summary>Cloudflare may keep the answer for two seconds.</summary>
    public bool IsCached { get; init; }

    public bool Accepts(string httpMethod) =>
        HttpMethods.IsPost(httpMethod) || (!IsPrivate && HttpMethods.IsGet(httpMethod));

    public bool Permits(KeyRights rights) => Rights.All(rights.Has);
}
