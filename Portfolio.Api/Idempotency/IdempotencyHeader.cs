namespace Portfolio.Api.Idempotency;

internal static class IdempotencyHeader
{
    public const string Name = "Idempotency-Key";

    public const int MaxLength = 255;

    /// <summary>Null without such a header. Several values are joined by a line break, which no key has.</summary>
    public static string? Read(HttpRequest request) =>
        request.Headers.TryGetValue(Name, out var values) ? string.Join('\n', values.AsEnumerable()) : null;

    /// <param name="value">Null: no such header.</param>
    /// <param name="problems">Field name to its problem; gets one if the value is not a key.</param>
    public static void Check(string? value, Dictionary<string, string> problems)
    {
        if (value is not null && !IsKey(value))
            problems[Name] = $"must be 1 to {MaxLength} printable characters";
    }

    private static bool IsKey(string value) =>
        value is { Length: > 0 and <= MaxLength } && value.All(letter => letter is >= ' ' and <= '~');
}
