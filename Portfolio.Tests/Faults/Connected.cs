using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Portfolio.Tests.Faults;

/// <summary>
/// The load beside the faults: accounts that change, connections that people make, and resyncs that they request. It
/// remembers each connection that an API acknowledged.
/// </summary>
internal sealed class Connected(FaultSystem system)
{
    /// <summary>Connections beyond the first ones are removed again, the oldest first.</summary>
    private const int AtMost = 3;

    private readonly List<(int Account, Guid Connection)> acknowledged = [];
    private int accounts;
    private int first;

    public IReadOnlyList<(int Account, Guid Connection)> Acknowledged => acknowledged;

    /// <summary>Connects the accounts that stay.</summary>
    public async Task BeginAsync(int count)
    {
        for (first = 0; first < count; first++)
            await (await ConnectAsync(first)).CompleteAsync();
    }

    /// <summary>
    /// Two accounts change, one is resynced, and a new one is connected: each tried once, whatever comes of it.
    /// </summary>
    public async Task<Attempt> ActAsync(Random random)
    {
        for (var change = 0; change < 2; change++)
        {
            var account = acknowledged[random.Next(acknowledged.Count)].Account;
            var free = (random.Next(1, 100_000) / 100_000m).ToString(CultureInfo.InvariantCulture);
            await system.ControlAsync(
                HttpMethod.Put, $"accounts/load-{account}/balances/spot/BTC", new { free });
        }

        var resynced = acknowledged[random.Next(acknowledged.Count)].Connection;
        await TryAsync(random.Next(), new HttpRequestMessage(HttpMethod.Post, $"connections/{resynced}/resync"));
        return await ConnectAsync(random.Next());
    }

    /// <summary>Removes the oldest of those that were added.</summary>
    public async Task ForgetAsync()
    {
        while (acknowledged.Count > first + AtMost)
        {
            var connection = acknowledged[first].Connection;
            await Patience.UntilRightAsync(async () =>
                await TryAsync(0, new HttpRequestMessage(HttpMethod.Delete, $"connections/{connection}"))
                    is { Status: 204 or 200 or 404 }
                        ? null
                        : $"The connection {connection} cannot be removed.");
            acknowledged.RemoveAt(first);
        }
    }

    private async Task<Attempt> ConnectAsync(int api)
    {
        var attempt = new Attempt(this, system, accounts++, api);
        await attempt.TryAsync();
        return attempt;
    }

    private async Task<(int Status, JsonElement Body)> TryAsync(int api, HttpRequestMessage request)
    {
        using (request)
        {
            try
            {
                using var answer = await system.Apis[api % system.Apis.Count].Http!.SendAsync(request, Cancel);
                var text = await answer.Content.ReadAsStringAsync(Cancel);
                return (
                    (int)answer.StatusCode,
                    text.StartsWith('{') ? JsonSerializer.Deserialize<JsonElement>(text) : default);
            }
            catch (Exception fault) when (!Cancel.IsCancellationRequested
                && fault is HttpRequestException or OperationCanceledException or IOException)
            {
                return (0, default);
            }
        }
    }

    /// <summary>A person connects an account, and repeats the request until it is acknowledged.</summary>
    public sealed class Attempt(Connected connected, FaultSystem system, int account, int api)
    {
        private readonly string key = Guid.NewGuid().ToString();
        private int tries;
        private bool done;

        public int Status { get; private set; }

        public async Task CompleteAsync() => await Patience.UntilRightAsync(async () =>
        {
            if (!done)
                await TryAsync();
            return done ? null : $"The connection of load-{account} is answered {Status}.";
        });

        public async Task TryAsync()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "connections")
            {
                Content = JsonContent.Create(await system.BodyAsync(account)),
            };
            request.Headers.Add("Idempotency-Key", key);
            (Status, var body) = await connected.TryAsync(api + tries++, request);
            if (Status is not (200 or 201 or 202))
                return;

            done = true;
            connected.acknowledged.Add((account, body.GetProperty("data").GetProperty("id").GetGuid()));
        }
    }
}
