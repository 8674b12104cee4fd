using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Portfolio.Api.Authentication;

namespace Portfolio.Tests.Pages;

public sealed class SessionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly TokenOptions Settings = new() { SessionAge = TimeSpan.FromHours(8) };

    [Fact]
    public void A_new_token_ends_the_sessions_of_the_old_one()
    {
        var (old, renewed) = (
            Token("the first token, of at least 32 characters"), Token("the second, of at least 32 characters"));
        var session = Session.Of(old, Settings, Noon);

        Assert.True(Session.IsCurrent(session, old, Noon));
        Assert.False(Session.IsCurrent(session, renewed, Noon));
    }

    [Fact]
    public void A_session_ends_when_its_age_is_over_also_for_a_page_that_was_left_open()
    {
        var token = Token(new string('x', 32));
        var session = Session.Of(token, Settings, Noon);

        Assert.True(Session.IsCurrent(session, token, Noon.AddHours(8).AddSeconds(-1)));
        Assert.False(Session.IsCurrent(session, token, Noon.AddHours(8)));
        Assert.False(Session.IsCurrent(new ClaimsPrincipal(new ClaimsIdentity()), token, Noon));
    }

    [Theory]
    [InlineData(3, false, 5)]
    [InlineData(5, true, 8)]
    public async Task A_session_that_is_used_in_its_second_half_has_its_whole_age_again(
        int hours, bool renewed, int left)
    {
        var token = Token(new string('x', 32));
        var now = Noon.AddHours(hours);
        var context = new CookieValidatePrincipalContext(
            new DefaultHttpContext
            {
                RequestServices = new ServiceCollection()
                    .AddSingleton(token).AddSingleton(Options.Create(Settings))
                    .AddSingleton<TimeProvider>(new FakeTimeProvider(now)).BuildServiceProvider(),
            },
            new AuthenticationScheme(Session.Scheme, null, typeof(CookieAuthenticationHandler)),
            new CookieAuthenticationOptions(),
            new AuthenticationTicket(Session.Of(token, Settings, Noon), Session.Scheme));

        await Session.ValidateAsync(context);

        Assert.Equal(renewed, context.ShouldRenew);
        Assert.True(Session.IsCurrent(
            Assert.IsType<ClaimsPrincipal>(context.Principal), token, now.AddHours(left).AddSeconds(-1)));
        Assert.False(Session.IsCurrent(context.Principal, token, now.AddHours(left)));
    }

    [Fact]
    public void Session_keys_lie_beside_the_token_file_unless_they_are_put_elsewhere()
    {
        Assert.Equal(
            "/data/session-keys", new TokenOptions { TokenFile = "/data/token" }.SessionKeysDirectory?.FullName);
        Assert.Equal("/keys",
            new TokenOptions { TokenFile = "/data/token", SessionKeys = "/keys" }.SessionKeysDirectory?.FullName);
        Assert.Null(new TokenOptions { Token = new string('x', 32) }.SessionKeysDirectory);
    }

    private static LocalToken Token(string token) => new(Options.Create(new TokenOptions { Token = token }));
}
