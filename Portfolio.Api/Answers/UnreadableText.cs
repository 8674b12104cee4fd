namespace Portfolio.Api.Answers;

/// <summary>Refuses addresses with a character that no text in the database can hold.</summary>
internal static class UnreadableText
{
    public static void RefuseUnreadableText(this WebApplication app) => app.Use((http, next) =>
    {
        if (!http.Request.Query.Any(field => Holds(field.Key) || field.Value.Any(Holds)))
            return next(http);

        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });

    private static bool Holds(string? text) => text?.Contains('\0', StringComparison.Ordinal) is true;
}
