using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Api.Answers;

namespace Portfolio.Api.Paging;

/// <summary>The query parameters of every list.</summary>
internal sealed class PageQuery
{
    /// <summary>The sentence about a limit that breaks its rule.</summary>
    public static string LimitProblem => Texts.FormatFields_Limit($"{Page<object>.MaxLimit}");

    /// <summary>The number of rows.</summary>
    [FromQuery(Name = "limit")]
    public string? Limit { get; init; }

    /// <summary>The <c>meta.nextCursor</c> of the page before.</summary>
    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    /// <param name="refusal">The response to a wrong parameter.</param>
    public bool TryRead<T>([NotNullWhen(true)] out Page<T>? page, [NotNullWhen(false)] out IResult? refusal)
    {
        (page, refusal) = (null, null);
        var limit = Page<T>.DefaultLimit;
        if (Limit is not null && (!int.TryParse(Limit, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
            || limit is < 1 or > Page<T>.MaxLimit))
        {
            refusal = ApiResults.Invalid("limit", LimitProblem);
            return false;
        }

        T? after = default;
        if (Cursor is not null && !Paging.Cursor.TryRead(Cursor, out after))
        {
            refusal = ApiResults.Invalid("cursor", Texts.Fields_Cursor);
            return false;
        }

        page = new Page<T>(limit, after);
        return true;
    }
}
