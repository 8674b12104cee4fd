namespace Portfolio.Simulator.Okx.Market;

/// <summary>A long answer that carries the time, written again once a second at most.</summary>
internal sealed class TimedAnswer
{
    private volatile Written? _last;

    public byte[] Get(DateTimeOffset now, Func<DateTimeOffset, byte[]> write)
    {
        var second = now.ToUnixTimeSeconds();
        if (_last is { } last && last.Second == second)
            return last.Body;

        var body = write(DateTimeOffset.FromUnixTimeSeconds(second));
        _last = new Written(second, body);
        return body;
    }

    private sealed record Written(long Second, byte[] Body);
}
