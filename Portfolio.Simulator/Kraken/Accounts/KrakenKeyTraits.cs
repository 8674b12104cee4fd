namespace Portfolio.Simulator.Kraken.Accounts;

/// <summary>The traits of one key, and the body of <c>/_simulator/kraken/accounts/{name}/key</c>.</summary>
internal sealed record KrakenKeyTraits
{
    public static KrakenKeyTraits Plain { get; } = new();

    /// <summary>The code or password that every call must have as <c>otp</c>; null: no second factor.</summary>
    public string? OneTimeCode { get; init; }

    /// <summary>How far below the highest nonce an unused one may be.</summary>
    public ulong NonceWindow { get; init; }

    /// <summary>The highest nonce of the key's earlier life.</summary>
    public ulong HighestNonce { get; init; }

    /// <summary>The end of the key in seconds; null: none.</summary>
    public long? ValidUntil { get; init; }

    /// <summary>The key always has so many days left; null: see <see cref="ValidUntil"/>.</summary>
    public int? DaysLeft { get; init; }

    public bool HasExpired(DateTimeOffset now) => ValidUntil is { } end && now.ToUnixTimeSeconds() >= end;

    /// <summary>In seconds; 0 without an end.</summary>
    public long EndAt(DateTimeOffset now) =>
        DaysLeft is { } days ? new DateTimeOffset(now.UtcDateTime.Date.AddDays(days), TimeSpan.Zero).ToUnixTimeSeconds()
        : ValidUntil ?? 0;
}
