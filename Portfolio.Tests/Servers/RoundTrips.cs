using System.Diagnostics;

namespace Portfolio.Tests.Servers;

/// <summary>
/// Counts the commands that the stores of this process send to one test's database, each of them one round trip. Those
/// of the test itself, under the owner's login, do not count, nor do those of Quartz.
/// </summary>
internal sealed class RoundTrips : IDisposable
{
    private readonly ActivityListener listener;
    private int count;

    public RoundTrips(TestDatabase database)
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("db.namespace") as string == database.Name
                    && activity.GetTagItem("db.query.text") is string text
                    && !text.Contains("QRTZ_", StringComparison.OrdinalIgnoreCase)
                    && activity.GetTagItem("db.npgsql.data_source") is string source
                    && !source.Contains("portfolio_owner", StringComparison.Ordinal))
                {
                    Interlocked.Increment(ref count);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    public int Count => Volatile.Read(ref count);

    public void Dispose() => listener.Dispose();
}
