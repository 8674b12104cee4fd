using System.Collections.Concurrent;
using System.Reflection;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Isolation;

/// <summary>
/// Row-level security holds by itself. The tests of the stores run here once more; each statement that they send for a
/// user is sent for a stranger, too, with the same parameters and without the conditions that name the user, and must
/// neither return nor write anything.
/// </summary>
[NeedsServers]
public sealed class UnfilteredStatementTests(PostgresServer postgres, ITestOutputHelper output)
{
    /// <summary>How often a statement is tried until its user gets something that the stranger does not.</summary>
    private const int Tries = 20;

    /// <summary>Functions with the owner's rights, which judge the user themselves, and have tests of that.</summary>
    private static readonly string[] OwnRights =
        ["claim_runs(", "finish_syncs(", "change_user(", "delete_user(", "move_account("];

    /// <summary>They answer yes or no, or change a row that their transaction has just made.</summary>
    private static readonly string[] NeverShown =
        ["select count(*) < @atMost", "update idempotency_keys set connection_id = @connectionId"];

    /// <summary>It reads no row, and a user's connections at once wait for each other.</summary>
    private const string Lock = "select pg_advisory_xact_lock(";

    /// <summary>Those of the owner and of a rotation look across users.</summary>
    private static readonly string[] Logins = ["portfolio_api", "portfolio_worker"];

    private static readonly string[] Namespaces =
        [typeof(Storage.IsolationTests).Namespace ?? "", typeof(Audit.AuditChainTests).Namespace ?? ""];

    /// <summary>They send no statement that the others do not, and take long.</summary>
    private static readonly Type[] LeftOut =
    [
        typeof(Storage.MigrationTests), typeof(Storage.SessionLimitTests), typeof(Storage.TransientFailureTests),
        typeof(Storage.OpenRequestTests),
    ];

    private readonly ConcurrentDictionary<string, Tried> tried = new();
    private readonly ConcurrentDictionary<string, string> leaks = new();

    [Fact]
    public async Task No_statement_of_a_store_returns_or_writes_rows_of_another_user_without_its_own_filter()
    {
        using (new StatementTap(Hear))
        {
            await RestOfStores.UseAsync(postgres);
            await RunStoreTestsAsync();
        }

        var literals = StoreStatements.About(await TablesAsync());
        output.WriteLine($"{literals.Count} literals, {tried.Count} statements, {Sum(one => one.Count)} tries");

        Assert.True(literals.Count > 80);
        Assert.Empty(leaks.Select(leak => $"{leak.Key} {leak.Value}"));
        Assert.Empty(literals.Where(literal => !IsShown(literal)).Select(literal => $"{literal.Place} {literal.Text}"));
    }

    private int Sum(Func<Tried, int> count) => tried.Values.Sum(count);

    /// <summary>Its user gets what a stranger does not; or it is one of those that look across users.</summary>
    private bool IsShown(StoreStatements.Literal literal) => tried.Any(
        one => literal.Pattern.IsMatch(one.Key)
            && (one.Value.IsShown || one.Value.IsAcrossUsers || NeverShown.Any(literal.Text.StartsWith)));

    private void Hear(HeardStatement heard)
    {
        var sql = StoreStatements.Flat(heard.Sql);
        if (sql.StartsWith(Lock, StringComparison.Ordinal) && !sql.Contains(';'))
            return;

        var one = tried.GetOrAdd(sql, _ => new Tried());
        if (heard.User is null || !Logins.Any(heard.Login.Contains) || OwnRights.Any(sql.Contains))
            one.IsAcrossUsers = true;
        else if (!one.IsShown && one.Count < Tries)
            Try(heard, sql, one);
    }

    /// <summary>Here, before the statement itself has changed what it finds.</summary>
    private void Try(HeardStatement heard, string sql, Tried one)
    {
        one.Count++;
        var stranger = Unfiltered.ForAStrangerAsync(heard).GetAwaiter().GetResult();
        if (!stranger.IsNothing)
            leaks[sql] = $"wrote {stranger.Writes}, returned {string.Join("; ", stranger.Rows)} {stranger.Error}";
        one.IsShown = !Unfiltered.ForItsUserAsync(heard).GetAwaiter().GetResult().IsNothing;
    }

    private async Task RunStoreTestsAsync()
    {
        var classes = typeof(UnfilteredStatementTests).Assembly.GetTypes()
            .Where(type => type is { IsPublic: true, IsAbstract: false }
                && Namespaces.Contains(type.Namespace)
                && !LeftOut.Contains(type)
                && type.GetConstructor([typeof(PostgresServer)]) is not null);
        await Parallel.ForEachAsync(
            classes,
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancel },
            async (type, _) =>
            {
                var tests = type.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute)));
                foreach (var test in tests.Where(method => method.GetParameters().Length is 0))
                    await RunAsync(type, test);
            });
    }

    /// <summary>Whether it passes is its own matter: some count round trips, or wait for each other.</summary>
    private async Task RunAsync(Type type, MethodInfo test)
    {
        var instance = Activator.CreateInstance(type, postgres);
        try
        {
            if (instance is IAsyncLifetime begun)
                await begun.InitializeAsync();
            if (test.Invoke(instance, []) is Task task)
                await task;
        }
        catch (Exception fault)
        {
            output.WriteLine($"{type.Name}.{test.Name}: {fault.GetBaseException().Message.Split('\n')[0]}");
        }
        finally
        {
            if (instance is IAsyncDisposable ended)
                await ended.DisposeAsync();
        }
    }

    private async Task<IReadOnlyCollection<string>> TablesAsync()
    {
        await using var database = await postgres.CreateAsync();
        return (await database.ReadAsync<string>(
            "select string_agg(relname, ',') from pg_class where relrowsecurity and relkind = 'r'") ?? "").Split(',');
    }

    private sealed class Tried
    {
        public int Count { get; set; }

        /// <summary>Its user has got something, so that there was something to hide.</summary>
        public bool IsShown { get; set; }

        public bool IsAcrossUsers { get; set; }
    }
}
