using Portfolio.Api.Answers;

namespace Portfolio.Tests.Answers;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("Savings")]
    [InlineData("Für später – 2026 (alt)")]
    [InlineData("貯金")]
    [InlineData("مدخرات")]
    [InlineData("बचत")]
    [InlineData("🏖️ beach")]
    [InlineData("👩‍👧 family")]
    [InlineData("👩🏽‍🚀")]
    public void A_name_that_is_seen_is_taken(string name) => Assert.True(VisibleText.Is(name));

    [Theory]
    [InlineData("a\u202Eb", "right-to-left override")]
    [InlineData("a\u2066b", "isolate")]
    [InlineData("a\u200Fb", "direction mark")]
    [InlineData("a\u200Bb", "zero-width space")]
    [InlineData("a\u200Db", "joiner between letters")]
    [InlineData("\u200D", "joiner alone")]
    [InlineData("a\uFEFFb", "byte order mark")]
    [InlineData("a\u00ADb", "soft hyphen")]
    [InlineData("a\u2028b", "line separator")]
    [InlineData("a\u0000b", "null")]
    [InlineData("a\nb", "line feed")]
    [InlineData("\u3164", "Hangul filler")]
    [InlineData("a\uE000", "private use")]
    [InlineData("a\uD800", "half of a pair")]
    public void A_name_with_something_unseen_is_not(string name, string what)
    {
        Assert.False(VisibleText.Is(name));
        Assert.NotEmpty(what);
    }
}
