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

    /// <summary>For standard error.</summary>
    /// <param name="process">As in "The worker".</param>
    public static string Sentence(string process) =>
        $"The {process} did not stop within {AtMost.TotalSeconds:0} seconds and was ended. Nothing is lost: "
        + "an unfinished sync is repeated when its lease has expired.";

    /// <summary>
    /// True: the host has stopped. False: it was still stopping, and the process is to end without it.
    /// </summary>
    public static async Task<bool> RunWithinLimitAsync(this IHost host)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        await using var signal = lifetime.ApplicationStopping.Register(() => stopping.TrySetResult());
        var running = host.RunAsync();
        await Task.WhenAny(running, stopping.Task);
        try
        {
            await running.WaitAsync(AtMost);
            return true;
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            return false;
        }
    }
}
