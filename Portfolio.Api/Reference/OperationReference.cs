using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Portfolio.Api.Reference;

/// <summary>Writes what is said at a route into the operation of the description.</summary>
internal sealed class OperationReference : IOpenApiOperationTransformer
{
    public Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        AddExamples(operation, metadata.OfType<BodyExample>());
        foreach (var parameter in metadata.OfType<ParameterReference>())
            Add(operation, parameter);

        var responses = operation.Responses ??= [];
        var isPage = metadata.OfType<ParameterReference>().Any(parameter => parameter.Name is "cursor");
        foreach (var answer in metadata.OfType<AnswerReference>())
            Add(responses[Key(answer.Status)], answer, isPage);
        if (metadata.OfType<CsvReference>().Any())
            responses["200"].Content?.Add("text/csv", Text());

        var envelope = new OpenApiSchemaReference(ReferenceDocument.ErrorEnvelope, context.Document);
        foreach (var errors in Errors(metadata).GroupBy(error => error.Status))
            responses[Key(errors.Key)] = ErrorReference.Response([.. errors], envelope);
        foreach (var header in metadata.OfType<HeaderReference>())
            Add(responses[Key(header.Status)], header);

        operation.Responses = Ordered(responses);
        return Task.CompletedTask;
    }

    private static OpenApiMediaType Text() => new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    /// <summary>A kind that is named twice at a route has the sentences of the last time.</summary>
    private static IEnumerable<ErrorReference> Errors(IEnumerable<object> metadata) => ErrorReference.OfAll
        .Concat(metadata.OfType<ErrorReference>())
        .GroupBy(error => error.Kind)
        .Select(alike => alike.Last());

    private static void AddExamples(OpenApiOperation operation, IEnumerable<BodyExample> examples)
    {
        if (operation.RequestBody?.Content?.Values.SingleOrDefault() is not { } body)
            return;

        body.Examples = examples.ToDictionary(
            example => example.Name,
            IOpenApiExample (BodyExample example) =>
                new OpenApiExample { Summary = example.Summary, Value = example.Content });
    }

    /// <summary>Headers are read by code that the framework does not see; the others it has found.</summary>
    private static void Add(OpenApiOperation operation, ParameterReference reference)
    {
        var parameters = operation.Parameters ??= [];
        var found = parameters.OfType<OpenApiParameter>()
            .FirstOrDefault(known => known.Name == reference.Name && known.In == reference.In);
        if (found is null && reference.In is ParameterLocation.Header)
            parameters.Add(found = new OpenApiParameter { Name = reference.Name, In = ParameterLocation.Header });
        if (found is null)
            return;

        found.Description = reference.Text;
        found.Schema = reference.Schema ?? found.Schema;
        found.Example = reference.Example;
    }

    private static void Add(IOpenApiResponse response, AnswerReference answer, bool isPage)
    {
        response.Description = answer.When;
        if (response.Content is { } content && content.TryGetValue("application/json", out var json))
            json.Example = AnswerExamples.Of(answer, isPage);
    }

    private static void Add(IOpenApiResponse response, HeaderReference header)
    {
        if (response is not OpenApiResponse answer)
            return;

        answer.Headers ??= new Dictionary<string, IOpenApiHeader>();
        answer.Headers[header.Name] = new OpenApiHeader
        {
            Description = header.Text,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };
    }

    private static OpenApiResponses Ordered(OpenApiResponses responses)
    {
        var ordered = new OpenApiResponses();
        foreach (var (status, response) in responses.OrderBy(response => response.Key, StringComparer.Ordinal))
            ordered[status] = response;
        return ordered;
    }

    private static string Key(int status) => status.ToString(CultureInfo.InvariantCulture);
}
