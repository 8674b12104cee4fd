using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>A test of a system that the tests of its class share; it begins with an empty one.</summary>
[NeedsServers]
public abstract class SystemTest<TSystem>(TSystem shared) : IClassFixture<TSystem>, IAsyncLifetime
    where TSystem : SharedSystem
{
    private protected readonly RunningSystem system = shared.System;

    public virtual async ValueTask InitializeAsync() => await shared.ResetAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

/// <inheritdoc/>
public abstract class SystemTest(SharedSystem shared) : SystemTest<SharedSystem>(shared);
