using Microsoft.Extensions.Options;
using Portfolio.Api.Authentication;

namespace Portfolio.Tests.Pages;

public sealed class SessionTests
{
    [Fact]
    public void A_new_token_ends_the_sessions_of_the_old_one()
    {
        var (old, renewed) = (
            Token("the first token, of at least 32 characters"), Token("the second, of at least 32 characters"));
        var (user, id) = (Guid.NewGuid(), Guid.NewGuid());

        Assert.Equal((user, id), Session.IdsOf(Session.Of(user, id, old), old));
        Assert.Null(Session.IdsOf(Session.Of(user, id, old), renewed));
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

    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux")]
    [InlineData(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko Chrome/140.0.0.0 Safari/537.36 Edg/140.0",
        "Edge on Windows")]
    [InlineData(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Gecko Version/18.5 Mobile/15E148 Safari/604.1",
        "Safari on iPhone")]
    [InlineData("curl/8.5.0", "curl")]
    [InlineData("<script>", "Unknown browser")]
    [InlineData(null, "Unknown browser")]
    public void A_browser_is_named_by_known_words_alone(string? userAgent, string name) =>
        Assert.Equal(name, BrowserName.Of(userAgent));

    private static LocalToken Token(string token) => new(Options.Create(new TokenOptions { Token = token }));
}
