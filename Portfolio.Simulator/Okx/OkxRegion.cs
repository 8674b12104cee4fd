namespace Portfolio.Simulator.Okx;

/// <summary>One of OKX's hosts. Each is a path prefix here; the signed path begins after it.</summary>
internal sealed record OkxRegion(string Name, string Prefix)
{
    private const string Api = "/api/v5";

    public static OkxRegion Global { get; } = new("global", "");

    public static OkxRegion Eea { get; } = new("eea", "/eea");

    public static OkxRegion Us { get; } = new("us", "/us");

    public static IReadOnlyList<OkxRegion> All { get; } = [Global, Eea, Us];

    /// <summary>The beginning of all paths of the host.</summary>
    public string ApiPath => Prefix + Api;
}
