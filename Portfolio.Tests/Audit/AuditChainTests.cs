using Npgsql;
using Portfolio.Storage.Audit;
using Portfolio.Storage.Database;
using Portfolio.Storage.Portfolios;
using Portfolio.Tests.Servers;
using Portfolio.Tests.Storage;

namespace Portfolio.Tests.Audit;

/// <summary>The chains of the audit log: who may write them, and what a verification finds.</summary>
public sealed class AuditChainTests(PostgresServer postgres) : AuditTest(postgres)
{
    public static MatrixTheoryData<string, string> Writes => new(
        ["portfolio_owner", "portfolio_api", "portfolio_worker", "portfolio_rotation"],
        [
            "update audit_log set action = 'signed_in'", "update audit_log set number = number + 1",
            "delete from audit_log", "truncate audit_log", "truncate audit_heads", "delete from audit_heads",
        ]);

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task No_login_changes_or_deletes_a_row(string login, string sql)
    {
        await AddPortfolioAsync("One");

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => TestDatabase.ExecuteAsync(Address(login), sql));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        Assert.Empty((await VerifyAsync()).Findings);
    }

    [Theory]
    [InlineData("portfolio_api", "insert into audit_log select * from audit_log")]
    [InlineData("portfolio_worker", "insert into audit_log select * from audit_log")]
    [InlineData("portfolio_rotation", "insert into audit_log select * from audit_log")]
    [InlineData("portfolio_worker", "select * from audit_log")]
    [InlineData("portfolio_api", "select salt from audit_log")]
    [InlineData("portfolio_api", "update audit_heads set number = 0")]
    [InlineData("portfolio_worker", "update audit_heads set number = 0")]
    [InlineData("portfolio_api", "select erase_audit_of(gen_random_uuid())")]
    [InlineData("portfolio_api", "select audit_change(gen_random_uuid(), 'signed_in', null, null)")]
    [InlineData("portfolio_worker", "select append_audit_event(null, '{}', 'key_refused', null, null, 1)")]
    public async Task No_login_of_a_process_writes_a_row_by_itself(string login, string sql)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => TestDatabase.ExecuteAsync(Address(login), sql));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Fact]
    public async Task A_user_sees_the_own_chain_alone()
    {
        var other = Guid.CreateVersion7();
        await AddPortfolioAsync("One");
        await stores.Api<PortfolioStore>().AddAsync(other, "Of the other", Stores.Noon, Cancel);
        await RefuseAsync(userId: null);

        Assert.Equal(["portfolio_added by system: One"], await EventsAsync());
        Assert.Equal(["portfolio_added by system: Of the other"], await EventsAsync(other));
        Assert.Empty(await EventsAsync(Guid.CreateVersion7()));
        var api = stores.Database.As<UserDatabase>(stores.Database.Api);
        Assert.Equal([user], await api.ListAsync<Guid>(user, "select chain from audit_log", null, Cancel));
        Assert.Empty(await api.ListForAllAsync<Guid>("select chain from audit_log", null, Cancel));
    }

    [Fact]
    public async Task Writers_at_once_leave_one_chain_without_gaps()
    {
        await Task.WhenAll(Enumerable.Range(1, 40).Select(number => Task.Run(() => number % 2 is 0
            ? AddPortfolioAsync($"{number}")
            : RefuseAsync(user))));

        Assert.Equal(40, (await EventsAsync()).Length);
        AssertWhole(await VerifyAsync(), rows: 40, chains: 1);
    }

    [Theory]
    [InlineData("update audit_log set action = 'portfolio_deleted' where number = 2", "row 2 was altered")]
    [InlineData("update audit_log set outcome = 'refused' where number = 2", "row 2 was altered")]
    [InlineData("update audit_log set at = at + interval '1 microsecond' where number = 2", "row 2 was altered")]
    [InlineData("update audit_log set detail = 'Other' where number = 2", "row 2 was altered")]
    [InlineData("update audit_log set address = '203.0.113.99' where number = 2", "row 2 was altered")]
    [InlineData("delete from audit_log where number = 2", "row 2 is missing")]
    [InlineData("delete from audit_log where number = 1", "row 1 is missing")]
    [InlineData("delete from audit_log where number >= 3", "rows 3 to 4 are missing at the end: its head")]
    [InlineData("delete from audit_log", "rows 1 to 4 are missing at the end: its head")]
    [InlineData(
        "update audit_log l set action = 'portfolio_deleted' where number = 2; "
        + "update audit_log l set hash = audit_hash(l) where number = 2", "row 3 does not continue the row before it")]
    public async Task A_row_that_someone_altered_or_removed_is_found(string forgery, string finding)
    {
        ActAs(Browser);
        foreach (var name in (string[])["One", "Two", "Three", "Four"])
            await AddPortfolioAsync(name);
        Assert.Empty((await VerifyAsync()).Findings);

        await ForgeAsync(forgery);

        var found = Assert.Single((await VerifyAsync()).Findings);
        Assert.StartsWith($"The chain of user {user}: {finding}", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_that_was_cut_off_together_with_its_head_shows_by_the_log()
    {
        foreach (var name in (string[])["One", "Two", "Three"])
            await AddPortfolioAsync(name);
        var logged = (await stores.Worker<AuditStore>().HeadsAsync(null, Cancel)).Single();
        await ForgeAsync(
            """
            delete from audit_log where number = 3;
            update audit_heads h set number = 2, hash = (select hash from audit_log where number = 2)
            """);
        Assert.Empty((await VerifyAsync()).Findings);

        Assert.Contains("row 3 is missing at the end: the log", Assert.Single((await VerifyAsync(logged)).Findings));

        await AddPortfolioAsync("Another");
        Assert.Contains("row 3 was written again", Assert.Single((await VerifyAsync(logged)).Findings));
    }

    [Fact]
    public async Task Erased_personal_fields_are_gone_and_the_chain_still_verifies()
    {
        var other = Guid.CreateVersion7();
        ActAs(Browser);
        await AddPortfolioAsync("Nest egg");
        await stores.Api<PortfolioStore>().AddAsync(other, "Of the other", Stores.Noon, Cancel);

        await TestDatabase.ExecuteAsync(stores.Database.Owner, $"select erase_audit_of('{user}')");

        var row = (await stores.Api<AuditStore>().ListAsync(user, new AuditSearch(), null, 1, Cancel)).Single();
        Assert.Equal(("portfolio_added", null, null, null), (row.Action, row.ActorId, row.Address, row.Detail));
        Assert.Equal(["portfolio_added by session: Of the other"], await EventsAsync(other));
        Assert.Empty((await VerifyAsync()).Findings);
        await AddPortfolioAsync("Later");
        AssertWhole(await VerifyAsync(), rows: 3, chains: 2);
    }

    private static void AssertWhole(AuditReport report, long rows, int chains)
    {
        Assert.Empty(report.Findings);
        Assert.Equal((rows, chains), (report.Rows, report.Chains));
    }

    private string Address(string login) => login switch
    {
        "portfolio_owner" => stores.Database.Owner,
        "portfolio_api" => stores.Database.Api,
        "portfolio_worker" => stores.Database.Worker,
        _ => stores.Database.Rotation,
    };

    private async Task AddPortfolioAsync(string name) =>
        await stores.Api<PortfolioStore>().AddAsync(user, name, Stores.Noon, Cancel);

    private Task RefuseAsync(Guid? userId) => stores.Api<AuditStore>().AppendAsync(
        new AuditRefusal(userId, AuditActor.Unknown("203.0.113.5"), "key_refused", "binance: duplicate_key"),
        1,
        Cancel);
}
