using Portfolio.Storage.Connections;

namespace Portfolio.Tests.Storage;

public sealed class FeedPositionTests
{
    [Theory]
    [InlineData("")]
    [InlineData("42")]
    [InlineData("no number")]
    [InlineData("5f3a0c9d1e77:20:10:")]
    [InlineData("5f3a0c9d1e77:0:10:")]
    [InlineData("5f3a0c9d1e77:10:20:20")]
    [InlineData("5f3a0c9d1e77:10:20:9")]
    [InlineData("5f3a0c9d1e77:10:20:12,11")]
    [InlineData("5f3a0c9d1e77:10:20:11,")]
    [InlineData("5f3a0c9d1e77:10:99999999999999999999:")]
    [InlineData("5f3a0c9d1e77:10:20:\n")]
    [InlineData("5F3A0C9D1E77:10:20:")]
    public void A_text_that_is_no_position_is_the_unknown_one(string text) =>
        Assert.Same(FeedPosition.Unknown, FeedPosition.Parse(text));

    [Theory]
    [InlineData("5f3a0c9d1e77:10:10:")]
    [InlineData("5f3a0c9d1e77:10:20:10,14,19")]
    public void A_position_is_read_as_it_was_written(string text) =>
        Assert.Equal(text, FeedPosition.Parse(text).ToString());
}
