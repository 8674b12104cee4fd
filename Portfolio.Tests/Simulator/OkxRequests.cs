using System.Globalization;
using System.Text.Json;
using Portfolio.Simulator.Okx;

namespace Portfolio.Tests.Simulator;

/// <summary>The requests of a correct client of OKX.</summary>
internal static class OkxRequests
{
    public const string Balance = "/api/v5/account/balance";

    extension(RunningSimulator simulator)
    {
        /// <param name="prefix">Of the host; it is not signed.</param>
        public Task<SimulatorReply> OkxAsync(string account, string path, string prefix = "") =>
            simulator.SendAsync(HttpMethod.Get, prefix + path, simulator.OkxHeaders(account, path));

        public Dictionary<string, string> OkxHeaders(string account, string path, string? timestamp = null)
        {
            var key = simulator.Key(account);
            timestamp ??= OkxTimestamp(simulator.Time.GetUtcNow());
            return new()
            {
                ["OK-ACCESS-KEY"] = key.ApiKey,
                ["OK-ACCESS-PASSPHRASE"] = key.Passphrase ?? "",
                ["OK-ACCESS-TIMESTAMP"] = timestamp,
                ["OK-ACCESS-SIGN"] = OkxSignature.Of(key.ApiSecret, $"{timestamp}GET{path}"),
            };
        }

        public async Task<Dictionary<string, JsonElement>> TradingAsync(string account)
        {
            var rows = (await simulator.OkxAsync(account, Balance)).OkxRows();
            return Assert.Single(rows).GetProperty("details").EnumerateArray().ToDictionary(row => row.Text("ccy"));
        }
    }

    public static string OkxTimestamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Text(this JsonElement row, string name) => row.GetProperty(name).GetString() ?? "";

    public static decimal Number(this JsonElement row, string name) =>
        decimal.Parse(row.Text(name), CultureInfo.InvariantCulture);
}
