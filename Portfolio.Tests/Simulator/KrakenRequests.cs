using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Portfolio.Tests.Simulator;

/// <summary>The requests of a correct client of Kraken, signed independently of the simulator.</summary>
internal static class KrakenRequests
{
    public const string Form = "application/x-www-form-urlencoded";
    public const string Json = "application/json";

    private const string Private = "/0/private/";

    private static long lastNonce = 1_600_000_000_000_000_000;

    public static string NextNonce() => Interlocked.Increment(ref lastNonce).ToString(CultureInfo.InvariantCulture);

    /// <summary>As Kraken's documentation describes it.</summary>
    public static string KrakenSign(string secret, string path, string nonce, string body)
    {
        using var hmac = new HMACSHA512(Convert.FromBase64String(secret));
        var inner = SHA256.HashData(Encoding.UTF8.GetBytes(nonce + body));
        return Convert.ToBase64String(hmac.ComputeHash([.. Encoding.UTF8.GetBytes(path), .. inner]));
    }

    extension(RunningSimulator simulator)
    {
        /// <param name="parameters">Of the form, after the nonce.</param>
        public Task<SimulatorReply> KrakenAsync(
            string account, string method, string parameters = "", string? nonce = null)
        {
            nonce ??= NextNonce();
            var body = parameters is "" ? $"nonce={nonce}" : $"nonce={nonce}&{parameters}";
            var key = simulator.Key(account);
            return simulator.KrakenPostAsync(
                method, key.ApiKey, KrakenSign(key.ApiSecret, Private + method, nonce, body), body);
        }

        /// <summary>With headers of the test's own; null: not sent.</summary>
        public Task<SimulatorReply> KrakenPostAsync(
            string method, string? apiKey, string? signature, string body, string type = Form)
        {
            Dictionary<string, string> headers = [];
            if (apiKey is not null)
                headers["API-Key"] = apiKey;
            if (signature is not null)
                headers["API-Sign"] = signature;
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            return simulator.SendAsync(HttpMethod.Post, Private + method, headers, content);
        }

        /// <summary>The balances by the names of their rows.</summary>
        public async Task<Dictionary<string, string>> KrakenBalancesAsync(string account, string parameters = "") =>
            (await simulator.KrakenAsync(account, "Balance", parameters)).KrakenResult().EnumerateObject()
                .ToDictionary(row => row.Name, row => row.Value.GetString() ?? "");

        public async Task<JsonElement> KrakenPublicAsync(string method) =>
            (await simulator.GetAsync("/0/public/" + method)).KrakenResult();
    }

    extension(SimulatorReply reply)
    {
        public JsonElement KrakenResult()
        {
            Assert.Equal((200, "[]"), ((int)reply.Status, reply.Json.GetProperty("error").GetRawText()));
            return reply.Json.GetProperty("result");
        }

        /// <summary>A refusal has nothing but its error, and the status of a success.</summary>
        public void RefusesLikeKraken(string error, int status = 200)
        {
            Assert.Equal($$"""{"error":["{{error}}"]}""", reply.Body);
            Assert.Equal(status, (int)reply.Status);
        }
    }
}
