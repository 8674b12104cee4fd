using System.Net.Http.Json;
using System.Text.Json;

namespace Portfolio.Tests.Journeys;

internal static class NumberedAccounts
{
    extension(RunningSystem system)
    {
        /// <summary>The bodies that connect made-up accounts, each another one.</summary>
        public async Task<IReadOnlyList<object>> NumberedAccountsAsync(int count, string exchange = "binance")
        {
            var accounts = await system.Simulator.GetFromJsonAsync<JsonElement>(
                $"/_simulator/numbered-accounts?from=0&count={count}&exchange={exchange}", Cancel);
            return
            [
                .. accounts.EnumerateArray().Select(account => new
                {
                    exchange,
                    apiKey = account.GetProperty("apiKey").GetString(),
                    apiSecret = account.GetProperty("apiSecret").GetString(),
                    passphrase = account.GetProperty("passphrase").GetString(),
                }),
            ];
        }
    }
}
