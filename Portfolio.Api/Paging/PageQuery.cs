using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Api.Answers;

namespace Portfolio.Api.Paging;

/// <summary>The query parameters of every list.</summary>
internal sealed class PageQuery
{
    /// <summary>How many to answer: 1 to 500, 50 when left out.</summary>
    [FromQuery(Name = "limit")]
    public string? Limit { get; init; }

    /// <summary>The <c>meta.nextCursor</c> of the page before.</summary>
    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    /// <summary>Null, with the answer to give, when a parameter is not right.</summary>
    public Page<T>? Read<T>(out IResult? refusal)
    {
        refusal = null;
        var limit = Page<T>.DefaultLimit;
        if (Limit is not null && (!int.TryParse(Limit, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
            || limit is < 1 or > Page<T>.MaxLimit))
        {
            refusal = Answer.Invalid("limit", $"must be a number from 1 to {Page<T>.MaxLimit}");
            return null;
        }

        if (Cursor is null)
            return new Page<T>(limit, default);

        if (Paging.Cursor.TryRead<T>(Cursor, out var after))
            return new Page<T>(limit, after);

        refusal = Answer.Invalid("cursor", "is not one that this list gave");
        return null;
    }
}
