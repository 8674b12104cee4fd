using Microsoft.Extensions.Options;
using Portfolio.Api.Authentication;

namespace Portfolio.Tests.Pages;

public sealed class SessionTests
{
    [Fact]
    public void A_new_token_ends_the_sessions_of_the_old_one()
    {
        var (old, renewed) = (Token("the first token, of at least 32 characters"), Token("the second, of at least 32 characters"));
        var session = Session.Of(old, new TokenOptions());

        Assert.True(Session.IsCurrent(session, old));
        Assert.False(Session.IsCurrent(session, renewed));
    }

    [Fact]
    public void Session_keys_lie_beside_the_token_file_unless_they_are_put_elsewhere()
    {
        Assert.Equal("/data/session-keys", new TokenOptions { TokenFile = "/data/token" }.SessionKeysDirectory?.FullName);
        Assert.Equal("/keys", new TokenOptions { TokenFile = "/data/token", SessionKeys = "/keys" }.SessionKeysDirectory?.FullName);
        Assert.Null(new TokenOptions { Token = new string('x', 32) }.SessionKeysDirectory);
    }

    private static LocalToken Token(string token) => new(Options.Create(new TokenOptions { Token = token }));
}
