using Npgsql;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

/// <summary>A process that freezes or vanishes keeps its locks for seconds.</summary>
[NeedsServers]
public sealed class SessionLimitTests(PostgresServer postgres)
{
    [Theory]
    [InlineData("idle_in_transaction_session_timeout", "5s")]
    [InlineData("lock_timeout", "10s")]
    public async Task Both_logins_have_the_limit(string name, string value)
    {
        await using var database = await postgres.CreateAsync();

        Assert.Equal(value, await ShowAsync(database.Api, name));
        Assert.Equal(value, await ShowAsync(database.Worker, name));
    }

    [Theory]
    [InlineData("tcp_keepalives_idle", "5", "5")]
    [InlineData("tcp_keepalives_interval", "2", "2")]
    [InlineData("tcp_keepalives_count", "3", "3")]
    [InlineData("tcp_user_timeout", "15s", "60s")]
    public async Task Both_logins_notice_a_peer_that_is_gone(string name, string ofWorker, string ofApi)
    {
        await using var database = await postgres.CreateAsync();

        Assert.Equal(ofWorker, await SettingAsync(database, "portfolio_worker", name));
        Assert.Equal(ofApi, await SettingAsync(database, "portfolio_api", name));
    }

    [Fact]
    public async Task The_lock_of_a_worker_that_stands_still_in_a_transaction_goes_to_the_next()
    {
        await using var database = await postgres.CreateAsync();
        await using var frozen = await OpenAsync(database.Worker);
        await using (var begin = new NpgsqlCommand("begin; lock table qrtz_triggers in exclusive mode", frozen))
            await begin.ExecuteNonQueryAsync(Cancel);

        await TestDatabase.ExecuteAsync(database.Worker, "begin; lock table qrtz_triggers in exclusive mode; commit");

        await using var next = new NpgsqlCommand("select 1", frozen);
        var ended = await Assert.ThrowsAnyAsync<NpgsqlException>(() => next.ExecuteScalarAsync(Cancel));
        Assert.Contains("idle-in-transaction", ended.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_that_an_operator_has_set_is_left()
    {
        await using var database = await postgres.CreateAsync();
        await TestDatabase.ExecuteAsync(database.Superuser, "alter role portfolio_api set lock_timeout = '11s'");
        try
        {
            await PostgresServer.MakeLoginsAsync(database.Superuser);

            Assert.Equal("11s", await ShowAsync(database.Api, "lock_timeout"));
        }
        finally
        {
            await TestDatabase.ExecuteAsync(database.Superuser, "alter role portfolio_api set lock_timeout = '10s'");
        }
    }

    private static Task<string?> SettingAsync(TestDatabase database, string role, string name) =>
        database.ReadAsync<string>(
            $"""
            select split_part(config, '=', 2)
            from pg_db_role_setting s, unnest(s.setconfig) as config
            where s.setrole = '{role}'::regrole and s.setdatabase = 0 and config like '{name}=%'
            """);

    private static async Task<string?> ShowAsync(string login, string setting)
    {
        await using var connection = await OpenAsync(login);
        await using var command = new NpgsqlCommand($"show {setting}", connection);
        return await command.ExecuteScalarAsync(Cancel) as string;
    }

    private static async Task<NpgsqlConnection> OpenAsync(string login)
    {
        var address = new NpgsqlConnectionStringBuilder(login) { Pooling = false };
        var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync(Cancel);
        return connection;
    }
}
