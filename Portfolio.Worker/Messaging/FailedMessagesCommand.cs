using Microsoft.Extensions.Options;
using Portfolio.Storage.Startup;
using RabbitMQ.Client.Exceptions;

namespace Portfolio.Worker.Messaging;

/// <summary>
/// <c>Portfolio.Worker failed-messages show|replay|drop [queue]</c>: looks after the <c>_error</c> queues while the
/// system runs. Without a queue it is for all of them.
/// </summary>
internal static class FailedMessagesCommand
{
    private const string Usage =
        "Usage: Portfolio.Worker failed-messages show|replay|drop [QUEUE]\n"
        + "  show    lists the messages whose handling failed, and why\n"
        + "  replay  sends them to their queue again\n"
        + "  drop    deletes them\n"
        + "QUEUE is a queue of the worker, such as binance-sync-now; without it, all of them.";

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var action, .. var rest] || action is not ("show" or "replay" or "drop"))
            return await FailAsync(Usage);

        var named = rest is [var first, ..] && !first.StartsWith('-') ? first : null;
        var queues = WorkerQueues.All.Where(queue => queue.KeepsFailures && (named is null || queue.Name == named));
        if (!queues.Any())
            return await FailAsync($"There is no queue {named} with failed messages.\n{Usage}");

        var builder = Host.CreateApplicationBuilder([.. rest.Skip(named is null ? 0 : 1)]);
        builder.AddRabbitMqAddress();
        using var host = builder.Build();
        try
        {
            var address = host.Services.GetRequiredService<IOptions<RabbitMqAddress>>().Value;
            await using var connection =
                await BrokerConnection.OpenAsync(address, "portfolio-worker-failed-messages", CancellationToken.None);
            var failed = new FailedMessages(connection, CancellationToken.None);
            foreach (var queue in queues)
                await RunAsync(failed, queue, action);
            return 0;
        }
        catch (Exception stopped) when (stopped is OptionsValidationException or RabbitMQClientException)
        {
            return await FailAsync($"The failed messages cannot be reached. {StartFailure.Sentence(stopped)}");
        }
    }

    private static async Task RunAsync(FailedMessages failed, WorkerQueue queue, string action)
    {
        if (await failed.CountAsync(queue) is not > 0)
            return;

        switch (action)
        {
            case "show":
                await Console.Out.WriteLineAsync($"{queue.Name}: {await failed.CountAsync(queue)} failed");
                foreach (var line in await failed.ShowAsync(queue))
                    await Console.Out.WriteLineAsync(line);
                break;
            case "replay":
                await Console.Out.WriteLineAsync($"{queue.Name}: {await failed.ReplayAsync(queue)} sent again");
                break;
            default:
                await Console.Out.WriteLineAsync($"{queue.Name}: {await failed.DropAsync(queue)} dropped");
                break;
        }
    }

    private static async Task<int> FailAsync(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return 1;
    }
}
