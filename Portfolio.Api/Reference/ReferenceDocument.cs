using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Portfolio.Api.Answers;
using Portfolio.Contracts.Answers;
using Portfolio.Contracts.Errors;

namespace Portfolio.Api.Reference;

/// <summary>The API's description for programs, <c>/openapi/v1.json</c>, which <c>/docs</c> shows to people.</summary>
internal static class ReferenceDocument
{
    public const string ErrorEnvelope = nameof(ErrorEnvelope);

    private const string Introduction =
        "Keeps a portfolio equal to what crypto exchanges say their owner has.\n\n"
        + "Every answer in JSON is an envelope: `success`, `data`, `error`, `meta`. Amounts are numbers in text, times "
        + "are ISO 8601 in UTC, and a value that is not known is null. Fields may be added; none is removed, and none "
        + "changes its meaning.\n\n"
        + "## Errors\n\n"
        + "`error.message` says what happened and `error.action` what to do; both are for people. Programs branch on "
        + "`error.kind`:\n\n"
        + "| HTTP | `kind` | For example |\n"
        + "|---|---|---|\n";

    /// <summary>They stand on connections, runs and wallets; no route answers them as its own error.</summary>
    private static readonly string[] OnlyInData = [ErrorKinds.Contradicted, ErrorKinds.Unconfirmed];

    private static IEnumerable<string> Kinds =>
        ValuesOfAttribute.Of(typeof(ErrorKinds)).OrderBy(kind => OnlyInData.Contains(kind)).ThenBy(ErrorCatalog.Status);

    public static void Configure(OpenApiOptions options)
    {
        options.CreateSchemaReferenceId = NameOf;
        options.AddSchemaTransformer<SchemaReference>();
        options.AddOperationTransformer<OperationReference>();
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Portfolio Sync API",
            Version = "v1",
            Description = Introduction + string.Join("\n", Kinds.Select(Row)),
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["token"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The access token of this server's owner.",
            },
        };
        document.Security = [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", document)] = [] }];
        EnvelopeReference.Describe(document);
        ReferenceText.Unwrap(document);
    }

    private static string Row(string kind)
    {
        var status = OnlyInData.Contains(kind)
            ? "in data"
            : ErrorCatalog.Status(kind).ToString(CultureInfo.InvariantCulture);
        return $"| {status} | `{kind}` | {ErrorReference.TextOf(kind).Message} |";
    }

    /// <summary><c>EnvelopeOfConnectionList</c> for a list; others as the framework names them.</summary>
    private static string? NameOf(JsonTypeInfo type)
    {
        if (!type.Type.IsGenericType || type.Type.GetGenericTypeDefinition() != typeof(Envelope<>))
            return OpenApiOptions.CreateDefaultSchemaReferenceId(type);

        return type.Type.GenericTypeArguments[0] is { IsGenericType: true, GenericTypeArguments: [var item] }
            ? $"EnvelopeOf{item.Name}List"
            : $"EnvelopeOf{type.Type.GenericTypeArguments[0].Name}";
    }
}
