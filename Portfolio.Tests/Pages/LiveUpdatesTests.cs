using System.Security.Claims;
using System.Threading.Channels;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Portfolio.Api.Connections;
using Portfolio.Api.Pages.Live;
using Portfolio.Api.Pages.Shell;
using Portfolio.Storage.Connections;
using Portfolio.Tests.Servers;
using Portfolio.Tests.Storage;

namespace Portfolio.Tests.Pages;

/// <summary>When an open page reads its data again.</summary>
[NeedsServers]
public sealed class LiveUpdatesTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly Guid user = Guid.CreateVersion7();
    private readonly FakeTimeProvider clock = new(Stores.Noon);
    private readonly ConnectionSignals signals = new();
    private readonly Channel<int> reads = Channel.CreateUnbounded<int>();
    private Stores stores = null!;

    public async ValueTask InitializeAsync() => stores = new Stores(await postgres.CreateAsync());

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task A_change_between_the_first_render_and_the_watch_is_read_at_its_beginning()
    {
        await stores.ConnectAsync(user);

        using var watch = Updates().Subscribe(ReadAsync);

        Assert.Equal(1, await reads.Reader.ReadAsync(Cancel));
    }

    [Fact]
    public async Task Changes_that_are_found_together_are_read_once()
    {
        using var watch = Updates().Subscribe(ReadAsync);
        Assert.Equal(0, await reads.Reader.ReadAsync(Cancel));

        for (var key = 1; key <= 5; key++)
            await stores.ConnectAsync(user, $"key {key} of this test");
        signals.Signal(user);
        Assert.Equal(5, await reads.Reader.ReadAsync(Cancel));
        await stores.ConnectAsync(user, "key 6 of this test");
        signals.Signal(user);

        Assert.Equal(6, await reads.Reader.ReadAsync(Cancel));
    }

    [Fact]
    public async Task A_reading_that_failed_is_repeated()
    {
        var failures = 1;
        using var watch = Updates().Subscribe(
            () => failures-- > 0 ? throw new NpgsqlException("no database") : ReadAsync());

        // The wait begins at an unknown moment: the clock advances until it is over.
        var read = reads.Reader.ReadAsync(Cancel).AsTask();
        while (!read.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        Assert.Equal(0, await read);
    }

    /// <summary>Reads the number of connections that a page would show.</summary>
    private async Task ReadAsync() => await reads.Writer.WriteAsync(
        (await stores.Api<ConnectionStore>().ListAsync(user, null, 100, Cancel)).Count, Cancel);

    private LiveUpdates Updates() => new(
        new ConnectionFeed(stores.Api<ChangeStore>(), signals, clock),
        new PageUser(new SignedIn(user)), clock, NullLogger<LiveUpdates>.Instance);

    private sealed class SignedIn(Guid user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(
            new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user.ToString())], "test"))));
    }
}
