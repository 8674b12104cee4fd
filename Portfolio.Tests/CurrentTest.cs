using System.Runtime.CompilerServices;
using Xunit.v3;

namespace Portfolio.Tests;

/// <summary>The test that runs now. Its members are in scope everywhere here.</summary>
internal static class CurrentTest
{
    /// <summary>Far more than any test needs: it ends a wait for something that never comes.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    private static readonly ConditionalWeakTable<object, CancellationTokenSource> Limits = [];

    /// <summary>
    /// Cancelled when the run is stopped, or when this test has run for six minutes. One that only an explicit request
    /// starts runs for as long as was requested.
    /// </summary>
    public static CancellationToken Cancel =>
        TestContext.Current is
        {
            TestCase: not IXunitTestCase { Explicit: true }, Test: { } test, CancellationToken: var stopped,
        }
        ? Limits.GetValue(test, _ => Begin(stopped)).Token
        : TestContext.Current.CancellationToken;

    private static CancellationTokenSource Begin(CancellationToken stopped)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(stopped);
        limit.CancelAfter(Limit);
        return limit;
    }
}
