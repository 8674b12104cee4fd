using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Portfolio.Api.Reference;

/// <summary>
/// Says of each property whether it is always there, whether it can be null and which values it can have.
/// </summary>
internal sealed class SchemaReference : IOpenApiSchemaTransformer
{
    public Task TransformAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is { } property)
            DescribeValues(schema, property);
        if (context.JsonTypeInfo.Kind is JsonTypeInfoKind.Object && schema.Properties is { Count: > 0 } properties)
            DescribePresence(schema, properties, context.JsonTypeInfo);
        return Task.CompletedTask;
    }

    private static void DescribeValues(OpenApiSchema schema, JsonPropertyInfo property)
    {
        schema.Default = null;
        if (Find<AllowedValuesAttribute>(property) is not { } allowed)
            return;

        schema.Enum = [.. allowed.Values.OfType<string>().Select(value => JsonValue.Create(value))];
        if (schema.Type?.HasFlag(JsonSchemaType.Null) is true)
            schema.Enum.Add(JsonNullSentinel.JsonNull);
    }

    /// <summary>A field of a request is optional unless it is marked; an answer has all its fields.</summary>
    private static void DescribePresence(
        OpenApiSchema schema, IDictionary<string, IOpenApiSchema> properties, JsonTypeInfo type)
    {
        var isRequest = type.Type.Name.EndsWith("Request", StringComparison.Ordinal);
        schema.AdditionalPropertiesAllowed = !isRequest;
        schema.Required = new HashSet<string>();
        foreach (var property in type.Properties)
        {
            if (!properties.TryGetValue(property.Name, out var described))
                continue;

            var isLeftOut = Find<JsonIgnoreAttribute>(property) is { Condition: JsonIgnoreCondition.WhenWritingNull };
            var isRequired = isRequest ? Find<RequiredAttribute>(property) is not null : !isLeftOut;
            if (isRequired)
                schema.Required.Add(property.Name);
            if (isLeftOut || (isRequest && isRequired))
                properties[property.Name] = WithoutNull(described);
        }
    }

    /// <summary>The schema of a value that is there.</summary>
    public static IOpenApiSchema WithoutNull(IOpenApiSchema schema)
    {
        if (schema.OneOf is [_, _] either)
            return either.First(one => one.Type is not JsonSchemaType.Null);
        if (schema is OpenApiSchema { Type: { } type } own)
            own.Type = type & ~JsonSchemaType.Null;
        return schema;
    }

    private static T? Find<T>(JsonPropertyInfo property)
        where T : Attribute =>
        property.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: true).OfType<T>().FirstOrDefault();
}
