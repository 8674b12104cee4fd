namespace Portfolio.Api.Connections;

internal static class IdempotencyHeader
{
    public const string Name = "Idempotency-Key";

    /// <summary>Null when there is none; one that cannot be a key is noted among the problems.</summary>
    public static string? Read(HttpRequest request, Dictionary<string, string> problems)
    {
        if (!request.Headers.TryGetValue(Name, out var values))
            return null;

        if (values is [{ Length: > 0 and <= 255 } key] && key.All(letter => letter is >= ' ' and <= '~'))
            return key;

        problems[Name] = "must be 1 to 255 printable characters";
        return null;
    }
}
