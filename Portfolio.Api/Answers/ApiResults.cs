using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Portfolio.Contracts.Answers;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;

namespace Portfolio.Api.Answers;

/// <summary>Makes every result of this API, in its one envelope.</summary>
internal static class ApiResults
{
    private static readonly TimeSpan RetryUnavailableAfter = TimeSpan.FromSeconds(5);

    public static IResult Ok<T>(T data, Meta? meta = null) => Json(200, new Envelope<T>(true, data, null, meta));

    /// <summary>A success without data.</summary>
    public static IResult Done() => Json(200, new Envelope<object>(true, null, null, null));

    public static IResult Created<T>(T data, Meta? meta = null) => Json(201, new Envelope<T>(true, data, null, meta));

    public static IResult Accepted<T>(T data) => Json(202, new Envelope<T>(true, data, null, null));

    /// <summary>An error about named fields of the request.</summary>
    public static IResult Invalid(IReadOnlyDictionary<string, string> fields) =>
        Error(ErrorKinds.InvalidRequest, fields: fields);

    public static IResult Invalid(string field, string problem) =>
        Invalid(new Dictionary<string, string> { [field] = problem });

    /// <summary>A body that could not be read at all.</summary>
    public static IResult Malformed(string message) => Json(
        400,
        new Envelope<object>(
            false, null,
            new Error(ErrorKinds.InvalidRequest, message, Texts.Errors_MalformedAction, TraceId), null));

    public static IResult NotFound() => Error(ErrorKinds.NotFound);

    /// <param name="exchange">Named in the sentence; null where none is concerned.</param>
    /// <param name="detail">As in <see cref="ErrorCatalog.For"/>.</param>
    public static IResult Error(
        string kind, string? exchange = null, string? detail = null,
        IReadOnlyDictionary<string, string>? fields = null) =>
        ErrorWith<object>(null, kind, exchange, detail, fields);

    /// <summary>An error of a key that was only tried; nothing of it is stored.</summary>
    /// <param name="field">The one that the exchange calls wrong; null where it names none.</param>
    /// <param name="code">The exchange's own; null when it gave none.</param>
    public static IResult Tried(string kind, string exchange, string? detail, string? field, string? code = null) =>
        Said(kind, ErrorCatalog.ForTrial(kind, exchange, detail, field, code), WrongField.Problems(field, exchange));

    /// <summary>An error of a new key that was only tried; the old one stays.</summary>
    /// <param name="field">As of <see cref="Tried"/>.</param>
    /// <param name="code">As of <see cref="Tried"/>.</param>
    public static IResult NotReplaced(
        string kind, string exchange, string? detail, string? field = null, string? code = null) => Said(
            kind,
            ErrorCatalog.ForReplacement(kind, exchange, detail, field, code),
            WrongField.Problems(field, exchange));

    /// <summary>A portfolio cannot be deleted while connections of these names sync into it.</summary>
    public static IResult InUse(IReadOnlyList<string> connections) =>
        Said(ErrorKinds.Conflict, ErrorCatalog.ForPortfolioInUse(connections), null);

    /// <summary>No operator would be left who can sign in.</summary>
    public static IResult LastOperator() => Said(
        ErrorKinds.Conflict, new ErrorText(Texts.Errors_LastOperator, Texts.Errors_LastOperatorAction), null);

    /// <summary>
    /// A confirmation of a reading that is no longer the contradicted one; the connection shows the present one.
    /// </summary>
    public static IResult ReadingChanged(Connection connection) => Json(
        ErrorCatalog.Status(ErrorKinds.Conflict),
        new Envelope<Connection>(
            false,
            connection,
            new Error(
                ErrorKinds.Conflict, ErrorCatalog.ReadingChanged.Message, ErrorCatalog.ReadingChanged.Action, TraceId),
            null));

    /// <summary>The database or the broker is away for the moment.</summary>
    public static IResult Unavailable(HttpContext http) =>
        Error(ErrorKinds.Unavailable).RetryAfter(http, RetryUnavailableAfter);

    /// <summary>An error with data: the connection that stays to be repaired.</summary>
    public static IResult ErrorWith<T>(
        T? data,
        string kind,
        string? exchange,
        string? detail = null,
        IReadOnlyDictionary<string, string>? fields = null,
        string? code = null)
        where T : class
    {
        var sentences = ErrorCatalog.For(kind, exchange, detail, code);
        var error = new Error(kind, sentences.Message, sentences.Action, TraceId, fields);
        return Json(ErrorCatalog.Status(kind), new Envelope<T>(false, data, error, null));
    }

    /// <summary>Adds the time to wait, in whole seconds, at least one.</summary>
    public static IResult RetryAfter(this IResult answer, HttpContext http, TimeSpan wait)
    {
        http.Response.Headers.RetryAfter =
            Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return answer;
    }

    private static JsonHttpResult<Envelope<object>> Said(
        string kind, ErrorText sentences, IReadOnlyDictionary<string, string>? fields) => Json(
        ErrorCatalog.Status(kind),
        new Envelope<object>(false, null, new Error(kind, sentences.Message, sentences.Action, TraceId, fields), null));

    private static string TraceId => Activity.Current?.TraceId.ToString() ?? "";

    private static JsonHttpResult<Envelope<T>> Json<T>(int status, Envelope<T> envelope) =>
        TypedResults.Json(envelope, statusCode: status);
}
