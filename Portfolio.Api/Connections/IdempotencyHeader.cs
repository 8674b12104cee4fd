namespace Portfolio.Api.Connections;

internal static class IdempotencyHeader
{
    public const string Name = "Idempotency-Key";

    /// <summary>The sentence about a value that is not a key.</summary>
    public const string Problem = "must be 1 to 255 printable characters";

    /// <summary>Null without such a header. Several values are joined by a line break, which no key has.</summary>
    public static string? Read(HttpRequest request) =>
        request.Headers.TryGetValue(Name, out var values) ? string.Join('\n', values.AsEnumerable()) : null;

    public static bool IsKey(string value) =>
        value is { Length: > 0 and <= 255 } && value.All(letter => letter is >= ' ' and <= '~');
}
