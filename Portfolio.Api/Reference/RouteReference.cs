using Microsoft.OpenApi;
using Portfolio.Contracts.Answers;
using Portfolio.Contracts.Errors;

namespace Portfolio.Api.Reference;

/// <summary>What a reader of <c>/docs</c> needs to know of a route, said where the route is mapped.</summary>
internal static class RouteReference
{
    extension(RouteHandlerBuilder route)
    {
        /// <summary>An answer to a request that succeeds, in the envelope.</summary>
        public RouteHandlerBuilder Answers<T>(int status, string when) =>
            route.Produces<Envelope<T>>(status).WithMetadata(new AnswerReference(status, typeof(T), when));

        /// <summary>Besides the kinds that every route may answer.</summary>
        public RouteHandlerBuilder Fails(params IEnumerable<string> kinds) =>
            route.Fails([.. kinds.Select(kind => new ErrorReference(kind, ErrorReference.TextOf(kind)))]);

        /// <summary>Kinds of errors about which this route has its own sentences.</summary>
        public RouteHandlerBuilder Fails(params ErrorReference[] errors) => route.WithMetadata([.. errors]);

        /// <summary>One of the problems that the route finds with the fields of a request.</summary>
        public RouteHandlerBuilder Refuses(string field, string problem) => route.WithMetadata(
            new ErrorReference(ErrorKinds.InvalidRequest, ErrorReference.TextOf(ErrorKinds.InvalidRequest))
            {
                Fields = new Dictionary<string, string> { [field] = problem },
            });

        /// <summary>A body in JSON. Each example has to be one that the route accepts.</summary>
        public RouteHandlerBuilder Takes<T>(params BodyExample<T>[] examples)
            where T : class => route
            .Accepts<T>("application/json")
            .WithMetadata([.. examples])
            .Fails(ErrorKinds.TooLarge, ErrorKinds.UnsupportedMediaType);

        /// <summary>Parameters that the route reads from the address or the headers.</summary>
        public RouteHandlerBuilder Reads(params ParameterReference[] parameters) => route.WithMetadata([.. parameters]);

        /// <summary>A header of the answer.</summary>
        public RouteHandlerBuilder Sends(int status, string header, string text) =>
            route.WithMetadata(new HeaderReference(status, header, text));

        /// <summary>The same list as a file, to callers who accept it.</summary>
        public RouteHandlerBuilder OffersCsv() => route
            .WithMetadata(new CsvReference())
            .Sends(200, "Content-Disposition", "Of the CSV file: its name, with the portfolio's name in `filename*`.");
    }
}

/// <param name="Data">The type of the data in the envelope.</param>
/// <param name="When">A sentence: in which case this is the answer.</param>
internal sealed record AnswerReference(int Status, Type Data, string When);

internal sealed record HeaderReference(int Status, string Name, string Text);

internal sealed record CsvReference;

/// <summary>A parameter of a route.</summary>
/// <param name="Schema">Null where the route's code shows the type.</param>
internal sealed record ParameterReference(
    string Name, ParameterLocation In, string Text, OpenApiSchema? Schema = null, string? Example = null);
