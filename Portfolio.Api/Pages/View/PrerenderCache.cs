using System.Collections.Concurrent;

namespace Portfolio.Api.Pages.View;

/// <summary>
/// Hands the data of a prerendered page to the circuit that takes over a moment later, so that it begins with the same
/// data and not empty. The data is kept for seconds, in memory, and never sent to the browser.
/// </summary>
internal sealed class PrerenderCache(TimeProvider clock)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<(Guid User, string What), (DateTimeOffset At, object Value)> kept = new();

    public void Keep<T>(Guid user, string what, T value)
        where T : class
    {
        var now = clock.GetUtcNow();
        foreach (var (key, old) in kept)
        {
            if (old.At < now - KeptFor)
                kept.TryRemove(key, out _);
        }

        kept[(user, what)] = (now, value);
    }

    /// <summary>Null: it was not prerendered, or too long ago.</summary>
    public T? Take<T>(Guid user, string what)
        where T : class =>
        kept.TryGetValue((user, what), out var found) && found.At >= clock.GetUtcNow() - KeptFor
            ? found.Value as T : null;
}
