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
    /// Returns when the host has stopped. When it has not in time, ends the process: threads of a library that still
    /// wait would keep it after its main method.
    /// </summary>
    /// <param name="process">For the sentence about that on standard error: "worker".</param>
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
            await Console.Error.WriteLineAsync(
                $"The {process} did not stop within {AtMost.TotalSeconds:0} seconds and was ended. Nothing is lost: "
                + "an unfinished sync is repeated when its lease has expired.");
            Environment.Exit(0);
        }
    }
}
