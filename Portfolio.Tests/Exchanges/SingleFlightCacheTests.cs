using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Exchanges;

public sealed class SharedReadingTests
{
    [Fact]
    public async Task Callers_that_come_together_share_one_reading()
    {
        var reading = new SingleFlightCache<string>();
        var answer = new TaskCompletionSource<string>();
        var calls = 0;

        var callers = Enumerable.Range(0, 20).Select(_ => reading.GetAsync(_ => true, Read, Cancel)).ToList();
        answer.SetResult("prices");

        Assert.All(await Task.WhenAll(callers), value => Assert.Equal("prices", value));
        Assert.Equal("prices", await reading.GetAsync(_ => true, Read, Cancel));
        Assert.Equal(1, calls);

        Task<string> Read()
        {
            Interlocked.Increment(ref calls);
            return answer.Task;
        }
    }

    [Fact]
    public async Task A_stale_value_is_read_again()
    {
        var reading = new SingleFlightCache<string>();
        await reading.GetAsync(_ => true, () => Task.FromResult("old"), Cancel);

        Assert.Equal("new", await reading.GetAsync(value => value is "new", () => Task.FromResult("new"), Cancel));
        Assert.Equal("new", reading.Latest);
    }

    [Fact]
    public async Task A_failure_reaches_all_waiting_callers_and_is_forgotten()
    {
        var reading = new SingleFlightCache<string>();
        var answer = new TaskCompletionSource<string>();

        var first = reading.GetAsync(_ => true, () => answer.Task, Cancel);
        var second = reading.GetAsync(_ => true, () => answer.Task, Cancel);
        answer.SetException(new InvalidDataException("broken"));

        await Assert.ThrowsAsync<InvalidDataException>(() => first);
        await Assert.ThrowsAsync<InvalidDataException>(() => second);
        Assert.Equal("fine", await reading.GetAsync(_ => true, () => Task.FromResult("fine"), Cancel));
    }

    [Fact]
    public async Task A_caller_that_gives_up_leaves_the_reading_to_the_others()
    {
        var reading = new SingleFlightCache<string>();
        var answer = new TaskCompletionSource<string>();
        using var impatient = new CancellationTokenSource();

        var leaving = reading.GetAsync(_ => true, () => answer.Task, impatient.Token);
        var staying = reading.GetAsync(_ => true, () => answer.Task, Cancel);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);

        answer.SetResult("prices");
        Assert.Equal("prices", await staying);
    }
}
