using System.Net.Http.Json;

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

        public Task<Reply> DeleteAsync(string path) => system.SendAsync(HttpMethod.Delete, path, null);
    }
}
