using Npgsql;
using Portfolio.Storage.Identity;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

/// <summary>The database asks for the role itself, whatever an API forgets.</summary>
[NeedsServers]
public sealed class OperatorRightsTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly Guid person = Guid.CreateVersion7();
    private readonly Guid other = Guid.CreateVersion7();
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateAsync();
        await TestDatabase.ExecuteAsync(
            database.Owner,
            $"""
            insert into users (id, name, role)
            values ('{person}', 'Bob', 'user'), ('{other}', 'Ann', 'operator'),
                (gen_random_uuid(), 'Carol', 'operator')
            """);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_user_lists_changes_and_deletes_no_one_else()
    {
        var users = database.As<UserStore>(database.Api);

        Assert.Empty(await users.ListAsync(person, Cancel));
        Assert.Equal(
            UserChange.Missing,
            await users.ChangeAsync(person, other, "user", disabled: true, DateTimeOffset.UtcNow, Cancel));
        Assert.Equal(UserChange.Missing, await users.DeleteAsync(person, other, Cancel));
        Assert.Equal("user", (await users.FindAsync(person, Cancel))?.Role);
        Assert.Equal(3, await database.ReadAsync<long>("select count(*) from users"));
    }

    [Fact]
    public async Task A_disabled_operator_is_none()
    {
        await TestDatabase.ExecuteAsync(
            database.Owner, $"update users set disabled_at = now() where id = '{other}'");
        var users = database.As<UserStore>(database.Api);

        Assert.Empty(await users.ListAsync(other, Cancel));
        Assert.Equal(UserChange.Missing, await users.DeleteAsync(other, person, Cancel));
    }

    [Theory]
    [InlineData("update users set role = 'operator'")]
    [InlineData("insert into users (id, name, role) values (gen_random_uuid(), 'Eve', 'operator')")]
    [InlineData("delete from users")]
    [InlineData("select token_hash from api_tokens")]
    [InlineData("select code_hash from invitations")]
    public async Task No_login_of_the_system_writes_users_or_reads_hashes(string sql)
    {
        foreach (var login in (string[])[database.Api, database.Worker, database.Rotation])
        {
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => TestDatabase.ExecuteAsync(login, sql));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        }
    }
}
