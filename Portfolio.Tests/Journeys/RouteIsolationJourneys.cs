using System.Net;
using System.Net.Http.Json;
using Portfolio.Tests.Reference;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>
/// Each route of the API's description and each page, requested by no one, by the owner of what is there and by another
/// user. A new one is requested, too.
/// </summary>
[NeedsServers]
public sealed class RouteIsolationJourneys(PostgresServer postgres, RabbitMqServer rabbitMq) : IAsyncLifetime
{
    private const string Label = "Savings of the owner";
    private const string Name = "Nest egg of the owner";

    /// <summary>It does not end, and has a test of its own.</summary>
    private const string Stream = "GET /api/v1/connections/events";

    private static readonly Guid Other = Guid.CreateVersion7();

    private RunningSystem system = null!;
    private HttpClient other = null!;
    private Guid connection;
    private Guid portfolio;
    private Guid token;
    private Guid invitation;

    private IEnumerable<DescribedRoute> OfOneResource =>
        system.Described.Routes.Where(route => route.Path.Contains('{'));

    private IEnumerable<DescribedRoute> OfTheUser =>
        system.Described.Routes.Where(route => !route.Path.Contains('{') && $"{route}" != Stream);

    public async ValueTask InitializeAsync()
    {
        system = await RunningSystem.StartAsync(postgres, rabbitMq);
        other = await system.StartApiAsync($"--Authentication:UserId={Other}");
        var body = system.Body("everyday");
        body["label"] = Label;
        var connected = await system.PostAsync("connections", body, ("Prefer", "wait=30"));
        (connection, portfolio) = (connected.Id, connected.Data.GetProperty("portfolioId").GetGuid());
        await system.PatchAsync($"portfolios/{portfolio}", new { name = Name });
        invitation = (await system.PostAsync("invitations", new { note = Label })).Id;
        token = (await system.PostAsync("tokens", new { name = Label, scope = "read" })).Id;
    }

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task Without_a_token_no_route_of_the_API_answers()
    {
        using var anonymous = new HttpClient { BaseAddress = new Uri(system.Origin) };

        foreach (var route in system.Described.Routes)
            Assert.Equal($"{route} 401", $"{route} {(await SendAsync(anonymous, route)).Status}");
    }

    [Fact]
    public async Task Another_user_finds_no_resource_by_its_id_and_changes_none()
    {
        var before = await OwnersRowsAsync();

        foreach (var route in OfOneResource)
        {
            Assert.Equal($"{route} 404", $"{route} {(await SendAsync(other, route)).Status}");
            if (route.Method is "GET")
                Assert.Equal($"{route} 200", $"{route} {(await SendAsync(system.Http, route)).Status}");
        }

        Assert.Equal(before, await OwnersRowsAsync());
    }

    [Fact]
    public async Task Another_users_lists_and_new_resources_hold_nothing_of_the_owner()
    {
        var before = await OwnersRowsAsync();
        var answers = new List<string>();

        foreach (var route in OfTheUser)
        {
            var (status, answer) = await SendAsync(other, route);
            Assert.NotEqual($"{route} 500", $"{route} {status}");
            AssertNothingOfTheOwner($"{route}", answer);
            if (route.Method is "GET")
                answers.Add((await SendAsync(system.Http, route)).Body);
        }

        Assert.Contains(answers, answer => answer.Contains(Label, StringComparison.Ordinal));
        Assert.Contains(answers, answer => answer.Contains(Name, StringComparison.Ordinal));
        Assert.Equal(before, await OwnersRowsAsync());
    }

    [Fact]
    public async Task Another_user_hears_of_no_connection_but_the_own_ones()
    {
        await using var stream = await EventStream.OpenAsync(other, null);
        await system.ResyncAsync(connection);
        var own = await other.PostAsJsonAsync("connections", system.Body("okx-everyday"), Cancel);
        Assert.Equal(HttpStatusCode.Accepted, own.StatusCode);

        var heard = await stream.UntilAsync(received => received.IsConnection("synced"));

        Assert.All(heard, received => AssertNothingOfTheOwner(received.Name, received.Data.GetRawText()));
    }

    [Fact]
    public async Task No_page_or_file_shows_another_user_or_no_one_what_the_owner_sees()
    {
        using var anonymous = new WebBrowser(system.Origin);
        using var stranger = new WebBrowser(system.Origin);
        using var owner = new WebBrowser(system.Origin);
        await stranger.SignInAsync(await system.SignInCodeAsync(Other));
        await owner.SignInAsync(await system.SignInCodeAsync());
        var seen = new List<string>();

        foreach (var path in Pages())
        {
            AssertNothingOfTheOwner(path, await anonymous.OpenAsync(path));
            AssertNothingOfTheOwner(path, await stranger.OpenAsync(path));
            seen.Add(await owner.OpenAsync(path));
        }

        Assert.Contains(seen, source => source.Contains(Label, StringComparison.Ordinal));
        Assert.Contains(seen, source => source.Contains(Name, StringComparison.Ordinal));
    }

    private static void AssertNothingOfTheOwner(string where, string text)
    {
        Assert.False(text.Contains(Label, StringComparison.Ordinal), $"{where} has the connection's name.");
        Assert.False(text.Contains(Name, StringComparison.Ordinal), $"{where} has the portfolio's name.");
    }

    private async Task<(int Status, string Body)> SendAsync(HttpClient client, DescribedRoute route)
    {
        var address = new Uri(Filled(route.Path), UriKind.Relative);
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), address);
        if (route.BodyExamples.Count > 0)
            request.Content = JsonContent.Create(route.BodyExamples.First().Value);
        using var answer = await client.SendAsync(request, Cancel);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private string Filled(string path) =>
        DescribedRoute.Parameter.Replace(path, parameter => ValueOf(parameter.Value, path, path[..parameter.Index]));

    private string ValueOf(string parameter, string path, string before) => before switch
    {
        "/api/v1/connections/" => $"{connection}",
        "/api/v1/portfolios/" => $"{portfolio}",
        "/api/v1/tokens/" => $"{token}",
        "/api/v1/invitations/" => $"{invitation}",
        // Operators may change any user; here they look for one that does not exist.
        "/api/v1/users/" => $"{Guid.CreateVersion7()}",
        // Questions about renames: the connection before it decides.
        _ when path.StartsWith("/api/v1/connections/", StringComparison.Ordinal) => $"{Guid.CreateVersion7()}",
        _ => throw new InvalidOperationException($"This test knows no value for {parameter} in {path}."),
    };

    /// <summary>Pages and the files they offer, with each id that the owner has.</summary>
    private IEnumerable<string> Pages() => (
        from pattern in system.PagePatterns()
        from id in new[] { connection, portfolio }
        select DescribedRoute.Parameter.Replace(pattern, $"{id}")).Distinct();

    private async Task<string> OwnersRowsAsync()
    {
        var rows = new List<string>();
        foreach (var table in (string[])["user_connections", "portfolios", "transactions", "sync_runs", "balances",
            "api_tokens", "invitations"])
        {
            var user = table is "invitations" ? "invited_by" : "user_id";
            rows.Add(await system.Database.ReadAsync<string>(
                $"select coalesce(string_agg(r::text, ' ' order by r::text), '') from {table} r "
                + $"where {user} <> '{Other}'") ?? "");
        }

        Assert.All(rows, row => Assert.NotEqual("", row));
        return string.Join('\n', rows);
    }
}
