using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;

namespace Portfolio.Tests.Journeys;

/// <summary>Requests to the API of a running system, as its local user.</summary>
internal static class Requests
{
    extension(RunningSystem system)
    {
        public Task<Reply> ConnectAsync(string account, int waitSeconds = 20) =>
            system.PostAsync("connections", system.Body(account), ("Prefer", $"wait={waitSeconds}"));

        public Task<Reply> PostAsync(
            string path, object? body = null, params (string Name, string Value)[] headers) =>
            system.SendAsync(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body), headers);

        public Task<Reply> GetAsync(string path) => system.SendAsync(HttpMethod.Get, path, null);

        public Task<Reply> PatchAsync(string path, object body) =>
            system.SendAsync(HttpMethod.Patch, path, JsonContent.Create(body));

        public Task<Reply> PutAsync(string path, object body, params (string Name, string Value)[] headers) =>
            system.SendAsync(HttpMethod.Put, path, JsonContent.Create(body), headers);

        /// <summary>The holdings of the first portfolio.</summary>
        public async Task<List<JsonElement>> HoldingsAsync()
        {
            var portfolio = (await system.GetAsync("portfolios")).Data[0].GetProperty("id").GetGuid();
            return [.. (await system.GetAsync($"portfolios/{portfolio}/holdings?limit=500")).Data.EnumerateArray()];
        }

        /// <summary>"BTC 0.5" for each holding of the first portfolio.</summary>
        public async Task<List<string>> QuantitiesAsync() =>
        [
            .. (await system.HoldingsAsync())
                .Select(row => $"{row.GetProperty("symbol")} {row.GetProperty("quantity")}").Order(),
        ];

        /// <summary>The patterns of pages and of the files that they offer.</summary>
        public IEnumerable<string> PagePatterns() =>
            from endpoint in system.Endpoints
            where endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null
            let methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
            where methods.Contains("GET")
            let pattern = $"/{endpoint.RoutePattern.RawText?.TrimStart('/')}"
            where !pattern.StartsWith("/api/", StringComparison.Ordinal)
                && !pattern.StartsWith("/_", StringComparison.Ordinal)
            select pattern;

        public Task<Reply> DeleteAsync(string path) => system.SendAsync(HttpMethod.Delete, path, null);
    }
}
