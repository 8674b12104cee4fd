using System.Text.Json;

namespace Portfolio.Tests.Reference;

/// <summary>
/// Checks values against the schemas of a description, by those words of JSON Schema that ours uses. A property that no
/// schema names is a problem too.
/// </summary>
internal sealed class SchemaCheck(JsonElement document)
{
    /// <param name="at">Where the value stands, for the sentence.</param>
    public IEnumerable<string> Problems(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return Problems(Resolve(reference.GetString() ?? ""), value, at);
        if (schema.TryGetProperty("oneOf", out var either))
        {
            return either.EnumerateArray().Any(one => !Problems(one, value, at).Any())
                ? []
                : [$"{at} is none of {either}: {value}"];
        }

        return [.. OfItself(schema, value, at), .. OfParts(schema, value, at)];
    }

    private JsonElement Resolve(string reference) =>
        reference.Split('/').Skip(1).Aggregate(document, (found, name) => found.GetProperty(name));

    private static IEnumerable<string> OfItself(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("type", out var type) && !Types(type).Contains(TypeOf(value)))
            yield return $"{at} is not of type {type}: {value}";
        if (schema.TryGetProperty("enum", out var values)
            && !values.EnumerateArray().Any(known => JsonElement.DeepEquals(known, value)))
        {
            yield return $"{at} is none of {values}: {value}";
        }
    }

    private IEnumerable<string> OfParts(JsonElement schema, JsonElement value, string at)
    {
        if (value.ValueKind is JsonValueKind.Array && schema.TryGetProperty("items", out var items))
            return value.EnumerateArray().SelectMany((item, index) => Problems(items, item, $"{at}[{index}]"));
        if (value.ValueKind is not JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties))
            return [];

        var missing = schema.TryGetProperty("required", out var required)
            ? required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString() ?? "", out _))
            : [];
        return missing.Select(name => $"{at} has no {name}").Concat(value.EnumerateObject().SelectMany(
            property => properties.TryGetProperty(property.Name, out var described)
                ? Problems(described, property.Value, $"{at}.{property.Name}")
                : [$"{at} has {property.Name}, which is not described"]));
    }

    private static IEnumerable<string?> Types(JsonElement type) => type.ValueKind is JsonValueKind.Array
        ? type.EnumerateArray().Select(one => one.GetString())
        : [type.GetString()];

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Null => "null",
        _ => value.TryGetInt64(out _) ? "integer" : "number",
    };
}
