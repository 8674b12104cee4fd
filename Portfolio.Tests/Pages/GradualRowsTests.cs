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
        for (var frame = 0; !adding.IsCompleted && frame < 10; frame++)
            clock.Advance(TimeSpan.FromMilliseconds(16));
        await adding;

        Assert.Equal([4, 8], sent);
        Assert.Equal(int.MaxValue, rows.Count);
    }

    [Fact]
    public async Task A_short_table_is_sent_at_once()
    {
        var rows = new GradualRows(clock);

        await rows.AddAsync(4, () => Assert.Fail("It was rendered in steps."));

        Assert.Equal(int.MaxValue, rows.Count);
    }
}
