using Portfolio.Contracts.Answers;

namespace Portfolio.Api.Answers;

/// <summary>Adds an endpoint's answers, in the envelope, to the API's description.</summary>
internal static class AnswerMetadata
{
    extension(RouteHandlerBuilder route)
    {
        public RouteHandlerBuilder Answers<T>(params ReadOnlySpan<int> statuses)
        {
            foreach (var status in statuses)
                route.Produces<Envelope<T>>(status);
            return route;
        }

        /// <summary>Besides 401 and 500, which every endpoint may answer.</summary>
        public RouteHandlerBuilder Fails(params ReadOnlySpan<int> statuses) =>
            route.Answers<object>([401, .. statuses, 500]);
    }
}
