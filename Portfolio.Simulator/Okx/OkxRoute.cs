namespace Portfolio.Simulator.Okx;

/// <summary>One endpoint.</summary>
/// <param name="Name">The path after <c>/api/v5/</c>; its limit is in <see cref="Limits.LimitTable"/>.</param>
/// <param name="Signed">Requires key, passphrase, timestamp and signature, and counts calls per account.</param>
/// <param name="Answer">Called when all checks have passed.</param>
internal sealed record OkxRoute(string Name, bool Signed, Func<OkxCall, OkxAnswer> Answer)
{
    public string Path { get; } = "/api/v5/" + Name;

    /// <summary>A parameter whose values are counted apart; null: there is none.</summary>
    public string? CountedBy { get; init; }
}
