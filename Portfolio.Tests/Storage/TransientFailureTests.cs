using Npgsql;
using Portfolio.Storage.Budgets;
using Portfolio.Storage.Database;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

/// <summary>Which failures of PostgreSQL pass by themselves.</summary>
[NeedsServers]
public sealed class TransientFailureTests(PostgresServer postgres) : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await postgres.CreateAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Theory]
    [InlineData("40001", true)]
    [InlineData("40P01", true)]
    [InlineData("55P03", true)]
    [InlineData("25P03", true)]
    [InlineData("25P04", true)]
    [InlineData("25006", true)]
    [InlineData("53300", true)]
    [InlineData("57014", true)]
    [InlineData("57P01", true)]
    [InlineData("57P02", true)]
    [InlineData("57P03", true)]
    [InlineData("57P05", true)]
    [InlineData("08000", true)]
    [InlineData("08006", true)]
    [InlineData("08P01", true)]
    [InlineData("23505", false)]
    [InlineData("42501", false)]
    [InlineData("P0001", false)]
    public async Task A_code_says_whether_a_failure_passes_by_itself(string code, bool passes)
    {
        var fault = await FailureAsync($"do $$ begin raise exception 'no' using errcode = '{code}'; end $$");

        Assert.Equal(passes, TransientFailures.Is(fault, Cancel));
        Assert.Equal(passes, TransientFailures.Is(new InvalidOperationException("wrapped", fault), Cancel));
        Assert.Equal(passes, TransientFailures.Is(new AggregateException(new IOException(), fault), Cancel));
    }

    [Fact]
    public async Task A_statement_that_its_caller_cancelled_has_not_failed()
    {
        var fault = await FailureAsync("do $$ begin raise exception 'no' using errcode = '57014'; end $$");
        using var left = new CancellationTokenSource();
        await left.CancelAsync();

        Assert.False(TransientFailures.Is(fault, left.Token));
        Assert.False(TransientFailures.Is(new OperationCanceledException("left", fault), left.Token));
    }

    [Fact]
    public async Task A_cluster_without_a_primary_is_waited_for()
    {
        var address = new NpgsqlConnectionStringBuilder(database.Worker);
        var host = $"{address.Host}:{address.Port}";
        // The only server there is is a primary, so a standby is what is missing here.
        (address.Host, address.TargetSessionAttributes) = ($"{host},{host}", "standby");
        await using var source = NpgsqlDataSource.Create(address);

        var fault = await Assert.ThrowsAsync<NpgsqlException>(async () => await source.OpenConnectionAsync(Cancel));

        Assert.True(TransientFailures.Is(fault, Cancel), fault.ToString());
    }

    [Fact]
    public async Task A_statement_that_takes_too_long_may_be_repeated()
    {
        await using var source = NpgsqlDataSource.Create(database.Owner);
        await using var holder = await source.OpenConnectionAsync(Cancel);
        await using var lockIt = new NpgsqlCommand("select pg_advisory_lock(1)", holder);
        await lockIt.ExecuteNonQueryAsync(Cancel);
        await using var late = source.CreateCommand("select pg_advisory_lock(1)");
        late.CommandTimeout = 1;

        var fault = await Assert.ThrowsAnyAsync<NpgsqlException>(() => late.ExecuteNonQueryAsync(Cancel));

        Assert.True(TransientFailures.Is(fault, Cancel));
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_may_be_tried_again()
    {
        var address = new NpgsqlConnectionStringBuilder(database.Worker) { Port = 1 };
        await using var source = NpgsqlDataSource.Create(address);

        var fault = await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await source.OpenConnectionAsync(Cancel));

        Assert.True(TransientFailures.Is(fault, Cancel));
    }

    [Fact]
    public async Task A_server_whose_name_is_not_known_may_be_tried_again()
    {
        var address = new NpgsqlConnectionStringBuilder(database.Worker) { Host = "not-here.invalid" };
        var store = database.As<HealthStore>(address.ConnectionString);

        var fault = await Assert.ThrowsAnyAsync<NpgsqlException>(() => store.FindAsync("binance", "unnamed", Cancel));

        Assert.True(TransientFailures.Is(fault, Cancel));
    }

    private async Task<PostgresException> FailureAsync(string sql) =>
        await Assert.ThrowsAsync<PostgresException>(() => TestDatabase.ExecuteAsync(database.Owner, sql));
}
