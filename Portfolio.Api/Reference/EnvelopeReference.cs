using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Portfolio.Contracts.Answers;
using Portfolio.Contracts.Connections;

namespace Portfolio.Api.Reference;

/// <summary>
/// The envelope has one type in the code. The description tells the envelopes of a success, one for each kind of data,
/// from that of an error.
/// </summary>
internal static class EnvelopeReference
{
    public static void Describe(OpenApiDocument document)
    {
        var successes = (document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
            .Where(schema => schema.Key.StartsWith("EnvelopeOf", StringComparison.Ordinal))
            .Select(schema => schema.Value);
        foreach (var envelope in successes)
        {
            if (envelope is OpenApiSchema { Properties: { } properties } success)
                DescribeSuccess(success, properties, document);
        }

        document.AddComponent<IOpenApiSchema>(ReferenceDocument.ErrorEnvelope, Failure(document));
    }

    private static void DescribeSuccess(
        OpenApiSchema envelope, IDictionary<string, IOpenApiSchema> properties, OpenApiDocument document)
    {
        envelope.Description = "The answer to a request that succeeded.";
        properties["success"] = Flag(true);
        properties["error"] = Null();
        properties["data"] = SchemaReference.WithoutNull(properties["data"]) switch
        {
            OpenApiSchemaReference { Reference.Id: { } type } => new OpenApiSchemaReference(type, document),
            { Items: { } items } => new OpenApiSchema { Type = JsonSchemaType.Array, Items = items },
            _ => Null(),
        };
    }

    private static OpenApiSchema Failure(OpenApiDocument document) => new()
    {
        Type = JsonSchemaType.Object,
        Description = "The answer to a request that failed.",
        Required = new HashSet<string> { "success", "data", "error", "meta" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["success"] = Flag(false),
            ["data"] = new OpenApiSchema
            {
                Description = "The connection that the error is about: the one that was refused and stays, or the one "
                    + "that has the key or the account already. Null where there is none.",
                OneOf = [Null(), new OpenApiSchemaReference(nameof(Connection), document)],
            },
            ["error"] = new OpenApiSchemaReference(nameof(Error), document),
            ["meta"] = Null(),
        },
    };

    private static OpenApiSchema Flag(bool value) => new()
    {
        Type = JsonSchemaType.Boolean, Enum = [JsonValue.Create(value)],
    };

    private static OpenApiSchema Null() => new() { Type = JsonSchemaType.Null };
}
