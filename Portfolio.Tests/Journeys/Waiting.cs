using System.Text.Json;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>Waits for the effects of a running system: by polling, and not forever.</summary>
internal static class Waiting
{
    extension(RunningSystem system)
    {
        /// <summary>The first answer that satisfies; polls for at most two minutes.</summary>
        public async Task<Reply> UntilAsync(string path, Func<Reply, bool> satisfied)
        {
            using var patience = Eventually.Patience();
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            var reply = await system.GetAsync(path);
            while (!satisfied(reply))
            {
                Assert.True(await timer.WaitForNextTickAsync(patience.Token));
                reply = await system.GetAsync(path);
            }

            return reply;
        }

        /// <summary>As <see cref="UntilAsync"/>, of a request that is repeated.</summary>
        public async Task<Reply> UntilPostedAsync(string path, Func<Reply, bool> satisfied, object? body = null)
        {
            Reply? reply = null;
            await Eventually.TrueAsync(async () => satisfied(reply = await system.PostAsync(path, body)));
            return reply ?? throw new InvalidOperationException("No request was sent.");
        }

        /// <summary>Until the number that a statement reads satisfies, for at most three minutes.</summary>
        public async Task UntilCountAsync(string sql, Predicate<int> satisfied)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            patience.CancelAfter(TimeSpan.FromMinutes(3));
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            while (!satisfied(await system.Database.ReadAsync<int>(sql)))
                Assert.True(await timer.WaitForNextTickAsync(patience.Token));
        }

        /// <summary>Until some process has logged a line with this text, for at most two minutes.</summary>
        public async Task UntilLoggedAsync(string text)
        {
            using var patience = Eventually.Patience();
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            while (!system.Log.Lines.Any(line => line.Contains(text, StringComparison.Ordinal)))
                Assert.True(await timer.WaitForNextTickAsync(patience.Token));
        }

        /// <summary>Until no exchange is paused.</summary>
        public Task UntilNothingIsPausedAsync() => system.UntilAsync(
            "exchanges",
            reply => reply.Data.EnumerateArray()
                .All(exchange => exchange.GetProperty("pausedUntil").ValueKind is JsonValueKind.Null));

        /// <summary>Requests a sync and returns its run.</summary>
        public async Task<JsonElement> ResyncAsync(Guid connection)
        {
            var before = (await system.GetAsync($"connections/{connection}/runs?limit=500")).Data.GetArrayLength();
            Assert.Equal(202, (await system.PostAsync($"connections/{connection}/resync")).Status);
            var runs = await system.UntilAsync(
                $"connections/{connection}/runs?limit=500", reply => reply.Data.GetArrayLength() > before);
            return runs.Data[0];
        }
    }
}
