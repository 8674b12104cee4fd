namespace Portfolio.Api.Pages.Shell;

/// <summary>
/// How many rows of a table the browser gets. A page that becomes interactive is built once more in the browser; a few
/// rows at a time, so that a phone responds in between.
/// </summary>
internal sealed class GradualRows(TimeProvider time)
{
    private const int AtOnce = 4;

    /// <summary>A frame. Without it the browser may get several messages as one.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(16);

    /// <summary>All of them, except while <see cref="AddAsync"/> runs.</summary>
    public int Count { get; private set; } = int.MaxValue;

    /// <summary>
    /// The caller renders when this waits and when it has ended, as components do by themselves. It may run twice at
    /// once, for two readings: all rows are there when the last one has ended.
    /// </summary>
    /// <param name="render">Sends the rows that have been added.</param>
    public async Task AddAsync(int rows, Action render)
    {
        for (var count = AtOnce; count < rows; count += AtOnce)
        {
            Count = count;
            render();
            await Task.Delay(Pause, time);
        }

        Count = int.MaxValue;
    }
}
