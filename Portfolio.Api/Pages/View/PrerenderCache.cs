using System.Collections.Concurrent;

namespace Portfolio.Api.Pages.View;

/// <summary>
/// Hands the data of a prerendered page to the circuit that takes over a moment later, so that it begins with the same
/// data and not empty. The data is kept for seconds, in memory, and never sent to the browser.
/// </summary>
internal sealed class PrerenderCache(TimeProvider clock)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<(Guid User, string What), (long At, object Value)> kept = new();

    public void Keep<T>(Guid user, string what, T value)
        where T : class
    {
        foreach (var (key, old) in kept)
        {
            if (!IsRecent(old.At))
                kept.TryRemove(key, out _);
        }

        kept[(user, what)] = (clock.GetTimestamp(), value);
    }

    /// <summary>Null: it was not prerendered, or too long ago.</summary>
    public T? Take<T>(Guid user, string what)
        where T : class =>
        kept.TryGetValue((user, what), out var found) && IsRecent(found.At) ? found.Value as T : null;

    private bool IsRecent(long at) => clock.GetElapsedTime(at) <= KeptFor;
}
