using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Portfolio.Storage.Startup;

/// <summary>
/// Runs a host, and lets it go when it does not stop in time: a service that waits for a database or a broker that
/// hangs does not keep the process.
/// </summary>
public static class BoundedShutdown
{
    /// <summary>From the signal to stop until the services are cancelled.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(13);

    /// <summary>From the signal to stop until the process ends, whatever hangs.</summary>
    public static readonly TimeSpan AtMost = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Returns when the host has stopped, also when a service failed to stop or had not started yet: a process that
    /// ends on a signal has not failed. When the host has not stopped in time, ends the process: threads of a library
    /// that still wait would keep it after its main method.
    /// </summary>
    /// <param name="process">For the sentence about that on standard error: "worker".</param>
    /// <exception cref="Exception">The host did not start.</exception>
    public static async Task RunWithinLimitAsync(this IHost host, string process)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        await using var signal = lifetime.ApplicationStopping.Register(() => stopping.TrySetResult());
        var running = host.RunAsync();
        await Task.WhenAny(running, stopping.Task);
        try
        {
            await running.WaitAsync(AtMost);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            await ReportAsync($"The {process} did not stop within {AtMost.TotalSeconds:0} seconds and was ended.");
            Environment.Exit(0);
        }
        catch (OperationCanceledException) when (stopping.Task.IsCompleted && !IsStarted(lifetime))
        {
            await Console.Error.WriteLineAsync($"The {process} was stopped before it had started.");
        }
        // Services that are cancelled after Patience make the host fail just before AtMost.
        catch (Exception fault) when (stopping.Task.IsCompleted && IsStarted(lifetime))
        {
            await ReportAsync($"A part of the {process} failed to stop. {StartFailure.Sentence(fault)}");
        }
    }

    private static bool IsStarted(IHostApplicationLifetime lifetime) =>
        lifetime.ApplicationStarted.IsCancellationRequested;

    private static Task ReportAsync(string sentence) => Console.Error.WriteLineAsync(
        $"{sentence} Nothing is lost: an unfinished sync is repeated when its lease has expired.");
}
