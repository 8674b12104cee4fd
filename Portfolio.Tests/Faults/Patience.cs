using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using RabbitMQ.Client.Exceptions;

namespace Portfolio.Tests.Faults;

/// <summary>Waits until nothing is wrong any more: by polling, and not forever.</summary>
internal static class Patience
{
    /// <summary>Several times as long as a lease, a request and a message's retries last.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>After so long the run says what it waits for.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    /// <param name="wrongAsync">A sentence about something that is wrong still; null: nothing is.</param>
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> UntilRightAsync(Func<Task<string?>> wrongAsync)
    {
        var began = Stopwatch.GetTimestamp();
        var isLong = false;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await TryAsync(wrongAsync) is { } wrong)
        {
            var waited = Stopwatch.GetElapsedTime(began);
            if (waited > Limit)
                throw new InvalidOperationException($"After {Limit.TotalSeconds:0} s: {wrong}");
            if (waited > Long && !isLong)
                Console.Write($" (after {Long.TotalSeconds:0} s: {wrong})");
            isLong = waited > Long;
            await timer.WaitForNextTickAsync(Cancel);
        }

        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>What cannot be asked is not right yet.</summary>
    private static async Task<string?> TryAsync(Func<Task<string?>> wrongAsync)
    {
        try
        {
            return await wrongAsync();
        }
        catch (Exception fault) when (!Cancel.IsCancellationRequested
            && fault is NpgsqlException or HttpRequestException or OperationCanceledException or JsonException
                or BrokerUnreachableException or OperationInterruptedException or IOException or TimeoutException)
        {
            return fault.Message;
        }
    }
}
