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
    private int statements;

    /// <param name="ofMessages">
    /// Only of consumers, so that what a process does every second does not count, however long the test takes.
    /// </param>
    public RoundTrips(TestDatabase database, bool ofMessages = false)
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" || (ofMessages && source.Name is "MassTransit"),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("db.namespace") as string == database.Name
                    && activity.GetTagItem("db.query.text") is string text
                    && !text.Contains("QRTZ_", StringComparison.OrdinalIgnoreCase)
                    && activity.GetTagItem("db.npgsql.data_source") is string source
                    && !source.Contains("portfolio_owner", StringComparison.Ordinal)
                    && (!ofMessages || IsOfConsumer(activity)))
                {
                    Interlocked.Increment(ref count);
                    Interlocked.Add(ref statements, text.Split(';').Count(IsOfStore));
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    public int Count => Volatile.Read(ref count);

    /// <summary>Without those that only name the user.</summary>
    public int Statements => Volatile.Read(ref statements);

    public void Dispose() => listener.Dispose();

    private static bool IsOfStore(string statement) =>
        !string.IsNullOrWhiteSpace(statement) && !statement.Contains("set_config", StringComparison.Ordinal);

    private static bool IsOfConsumer(Activity activity)
    {
        for (var parent = activity.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is { Source.Name: "MassTransit", Kind: ActivityKind.Consumer })
                return true;
        }

        return false;
    }
}
