using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Portfolio.Api.Reference;

/// <summary>An example of a request's body. Its keys must be invented.</summary>
internal abstract class BodyExample
{
    private protected static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Unique within the route.</summary>
    public required string Name { get; init; }

    /// <summary>What it asks for.</summary>
    public required string Summary { get; init; }

    public abstract JsonNode? Content { get; }
}

/// <inheritdoc/>
internal sealed class BodyExample<T> : BodyExample
    where T : class
{
    public required T Body { get; init; }

    public override JsonNode? Content => JsonSerializer.SerializeToNode(Body, Json);
}
