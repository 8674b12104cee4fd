using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Portfolio.Api.Answers;
using Portfolio.Contracts.Answers;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;

namespace Portfolio.Api.Reference;

/// <summary>A kind of error that a route may answer, with an example of its sentences.</summary>
internal sealed record ErrorReference(string Kind, ErrorText Text)
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static readonly string[] WithRetryAfter =
        [ErrorKinds.InProgress, ErrorKinds.Throttled, ErrorKinds.RateLimited, ErrorKinds.Unavailable];

    /// <summary>Of every route.</summary>
    public static IReadOnlyList<ErrorReference> OfAll =>
    [
        new(ErrorKinds.Unauthorized, TextOf(ErrorKinds.Unauthorized)),
        new(ErrorKinds.Forbidden, TextOf(ErrorKinds.Forbidden)),
        new(ErrorKinds.Throttled, TextOf(ErrorKinds.Throttled)),
        new(ErrorKinds.Internal, TextOf(ErrorKinds.Internal)),
        new(ErrorKinds.Unavailable, TextOf(ErrorKinds.Unavailable)),
    ];

    /// <summary>Null where the error is not about fields.</summary>
    public IReadOnlyDictionary<string, string>? Fields { get; init; }

    public int Status => ErrorCatalog.Status(Kind);

    /// <summary>The usual sentences, about an exchange that can give such an error.</summary>
    public static ErrorText TextOf(string kind) => kind switch
    {
        ErrorKinds.Contradicted => ContradictionText.Of(
            ExchangeNames.Binance, [new ReportedWallet("spot", 84_800, ReadUsd: 0)], missed: [], asksPerson: false),
        ErrorKinds.WrongRegion => ErrorCatalog.For(kind, ExchangeNames.Okx),
        ErrorKinds.ExchangeRefused => ErrorCatalog.For(kind, ExchangeNames.Binance, code: "-71012"),
        ErrorKinds.Unconfirmed => ContradictionText.Unconfirmed(ExchangeNames.Binance, ["spot"]),
        _ => ErrorCatalog.For(kind, ExchangeNames.Binance),
    };

    /// <summary>The answer of one status, with an example of each kind.</summary>
    /// <param name="errors">All of the same status, and at least one.</param>
    public static OpenApiResponse Response(IReadOnlyList<ErrorReference> errors, IOpenApiSchema envelope) => new()
    {
        Description = string.Join("\n", errors.Select(error => $"- `{error.Kind}`: {error.Text.Message}")),
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/json"] = new()
            {
                Schema = envelope,
                Examples = errors.ToDictionary(
                    error => error.Kind, IOpenApiExample (ErrorReference error) => error.Example()),
            },
        },
        Headers = errors.Any(error => WithRetryAfter.Contains(error.Kind)) ? RetryAfter() : null,
    };

    private OpenApiExample Example() => new OpenApiExample
    {
        Summary = Text.Message,
        Value = JsonSerializer.SerializeToNode(
            new Envelope<object>(false, null, new Error(Kind, Text.Message, Text.Action, TraceId, Fields), null),
            JsonSerializerOptions.Web),
    };

    private static Dictionary<string, IOpenApiHeader> RetryAfter() => new()
    {
        ["Retry-After"] = new OpenApiHeader
        {
            Description = "The seconds after which the request may be sent again, where that is known.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" },
            Example = JsonValue.Create(30),
        },
    };
}
