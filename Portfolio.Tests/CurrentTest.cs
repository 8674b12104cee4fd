namespace Portfolio.Tests;

/// <summary>The test that runs now. Its members are in scope everywhere here.</summary>
internal static class CurrentTest
{
    /// <summary>Cancelled when the run is stopped.</summary>
    public static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
