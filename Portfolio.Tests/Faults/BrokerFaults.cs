namespace Portfolio.Tests.Faults;

/// <summary>RabbitMQ that dies, restarts, freezes, is short of memory or loses a part.</summary>
internal static class BrokerFaults
{
    private static readonly string[] Queues =
        ["binance-connection-created", "binance-sync-now", "binance-sync-scheduled", "binance-validate-key"];

    private static readonly string[] Exchanges =
    [
        .. Queues,
        "Portfolio.Contracts.Connections:ConnectionCreated", "Portfolio.Contracts.Connections:SyncConnection",
        "Portfolio.Contracts.Connections:ConnectionsChanged", "Portfolio.Contracts.Connections:ConnectionSynced",
    ];

    /// <summary>Of a server of this run alone.</summary>
    public static IReadOnlyList<Fault> OfTheServer { get; } =
    [
        new("restart of RabbitMQ", async strike =>
        {
            await strike.AskAsync("stop rabbitmq");
            await strike.ActAsync();
            await strike.AskAsync("start-rabbitmq");
        }),
        new("kill -9 of RabbitMQ", async strike =>
        {
            await strike.AskAsync("signal rabbitmq KILL");
            await strike.ActAsync();
            await strike.AskAsync("start-rabbitmq");
        }),
        new("RabbitMQ frozen", async strike =>
        {
            await strike.AskAsync("signal rabbitmq STOP");
            await strike.ActAsync();
            await strike.LastAsync(1, 12);
            await strike.AskAsync("signal rabbitmq CONT");
        }),
        new("RabbitMQ short of memory", async strike =>
        {
            await strike.AskAsync("memory 0");
            await strike.ActAsync();
            await strike.LastAsync(1, 8);
            await strike.AskAsync("memory 0.4");
        }),
    ];

    public static IReadOnlyList<Fault> OfTheVirtualHost { get; } =
    [
        new("deleted queue", strike => DeleteAsync(strike, "queues", strike.Pick(Queues))),
        new("deleted exchange of RabbitMQ", strike => DeleteAsync(strike, "exchanges", strike.Pick(Exchanges))),
    ];

    /// <summary>Once it is there: it may be missing still after the fault before.</summary>
    private static async Task DeleteAsync(Strike strike, string kind, string name)
    {
        await Patience.UntilRightAsync(async () =>
        {
            var known = await strike.System.Broker.SendAsync(HttpMethod.Get, $"api/{kind}/{{vhost}}");
            return known.EnumerateArray().Any(part => part.GetProperty("name").GetString() == name)
                ? null
                : $"RabbitMQ has no {name} among its {kind}.";
        });
        await strike.System.Broker.SendAsync(
            HttpMethod.Delete, $"api/{kind}/{{vhost}}/{Uri.EscapeDataString(name)}");
        await strike.ActAsync();
    }
}
