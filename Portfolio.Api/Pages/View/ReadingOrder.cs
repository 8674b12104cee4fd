namespace Portfolio.Api.Pages.View;

/// <summary>
/// The order of a component's readings, several of which can be under way at once: one that began earlier and takes
/// longer must not replace a later one.
/// </summary>
internal sealed class ReadingOrder
{
    private long begun;
    private long shown;

    /// <summary>The number of a reading that begins now.</summary>
    public long Begin() => ++begun;

    /// <summary>False if a later reading has been shown. Otherwise this one counts as shown.</summary>
    public bool Accepts(long reading)
    {
        if (reading < shown)
            return false;

        shown = reading;
        return true;
    }
}
