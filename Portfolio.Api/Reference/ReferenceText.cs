using System.Text.RegularExpressions;
using Microsoft.OpenApi;

namespace Portfolio.Api.Reference;

/// <summary>The descriptions of schemas come from comments in the code, whose lines end where the code's do.</summary>
internal static partial class ReferenceText
{
    /// <summary>Makes one line of each description.</summary>
    public static void Unwrap(OpenApiDocument document)
    {
        foreach (var schema in document.Components?.Schemas?.Values ?? [])
            Unwrap(schema);
    }

    private static void Unwrap(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchemaReference { Reference.Description: { } ofReference } reference)
            reference.Reference.Description = Blanks().Replace(ofReference, " ");
        if (schema is not OpenApiSchema own)
            return;

        own.Description = own.Description is null ? null : Blanks().Replace(own.Description, " ");
        foreach (var part in (own.Properties?.Values ?? []).Concat(own.OneOf ?? []))
            Unwrap(part);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
