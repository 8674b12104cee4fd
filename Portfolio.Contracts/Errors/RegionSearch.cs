using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Portfolio.Contracts.Errors;

/// <summary>
/// How an exchange with regions was searched for a key without finding it: the detail of the failure that is reported.
/// </summary>
/// <param name="Unknown">The regions that answered that they do not know the key, in the order they were asked.</param>
/// <param name="Failed">Those that could not be asked, in the same order.</param>
/// <param name="Remembered">The region that knew the key before and is not configured any more; null: none.</param>
/// <param name="Detail">The reported failure's own detail, one of <see cref="ErrorDetails"/>; null: it has
/// none.</param>
public sealed record RegionSearch(
    IReadOnlyList<string> Unknown,
    IReadOnlyList<RegionFailure> Failed,
    string? Remembered = null,
    string? Detail = null)
{
    /// <summary>As it is stored and sent.</summary>
    public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <param name="detail">Any detail of an error.</param>
    public static bool TryRead(string? detail, [NotNullWhen(true)] out RegionSearch? search)
    {
        search = null;
        if (detail is not ['{', ..])
            return false;

        try
        {
            search = JsonSerializer.Deserialize<RegionSearch>(detail, JsonSerializerOptions.Web);
            return search is { Unknown: not null, Failed: not null };
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <param name="Kind">One of <see cref="ErrorKinds"/>.</param>
public sealed record RegionFailure(string Region, string Kind);
