using Microsoft.Extensions.Time.Testing;
using Portfolio.Api.Pages.Shell;

namespace Portfolio.Tests.Pages;

/// <summary>The rows of a table that becomes interactive.</summary>
public sealed class GradualRowsTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public async Task A_frame_adds_a_few_rows_until_all_are_there()
    {
        var rows = new GradualRows(clock);
        var sent = new List<int>();

        var adding = rows.AddAsync(10, () => sent.Add(rows.Count));
        await FramesUntilAsync(adding);

        Assert.Equal([4, 8], sent);
        Assert.Equal(int.MaxValue, rows.Count);
    }

    [Fact]
    public async Task Two_readings_at_once_end_with_all_rows()
    {
        var rows = new GradualRows(clock);
        var sent = new List<int>();

        var first = rows.AddAsync(10, () => sent.Add(rows.Count));
        clock.Advance(TimeSpan.FromMilliseconds(16));
        await FramesUntilAsync(Task.WhenAll(first, rows.AddAsync(20, () => sent.Add(rows.Count))));

        Assert.All(sent, count => Assert.InRange(count, 4, 19));
        Assert.Equal(int.MaxValue, rows.Count);
    }

    [Fact]
    public async Task A_short_table_is_sent_at_once()
    {
        var rows = new GradualRows(clock);

        await rows.AddAsync(4, () => Assert.Fail("It was rendered in steps."));

        Assert.Equal(int.MaxValue, rows.Count);
    }

    private async Task FramesUntilAsync(Task ended)
    {
        while (!ended.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(16));
            await Task.Yield();
        }

        await ended;
    }
}
