using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Portfolio.Contracts.Errors;

/// <summary>
/// A search of an exchange's regions for a key that did not find it: the detail of the reported failure.
/// </summary>
/// <param name="Unknown">The regions that do not know the key, in the order of the requests.</param>
/// <param name="Failed">The regions that gave no answer, in the same order.</param>
/// <param name="Remembered">The region that knew the key before and is not configured any more; null: none.</param>
/// <param name="Detail">
/// The reported failure's own detail, one of <see cref="ErrorDetails"/>; null: it has none.
/// </param>
public sealed record RegionSearch(
    IReadOnlyList<string> Unknown,
    IReadOnlyList<RegionFailure> Failed,
    string? Remembered = null,
    string? Detail = null)
{
    /// <summary>The form in which it is stored and sent.</summary>
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
