using Portfolio.Api.Pages.Connections;
using Portfolio.Api.Pages.View;
using Portfolio.Contracts.Connections;

namespace Portfolio.Tests.Pages;

public sealed class RunSentenceTests
{
    private static readonly DisplayFormat Format = new(BrowserView.Read("system~light~America/New_York~.~,~mdy~12"));

    [Theory]
    [InlineData("Nothing changed")]
    [InlineData("BTC +0.5", "BTC 0.5")]
    [InlineData("USDT restated by −15.6, BTC +0.5", "USDT -15.6 restated", "BTC 0.5")]
    [InlineData("ETH −2", "ETH -2 gone")]
    [InlineData("4 assets changed", "A 1", "B 1", "C 1", "D -1 gone")]
    [InlineData("4 assets changed, 1 of them restated", "A 1", "B 1", "C 1", "D -1 restated")]
    [InlineData("4 assets restated", "A 1 restated", "B 1 restated", "C 1 restated", "D 1 restated")]
    public void A_restated_change_is_named_as_such_and_is_no_movement(string sentence, params string[] changes) =>
        Assert.Equal(sentence, RunSentence.Of(Ran(changes), Format));

    private static Run Ran(string[] changes) => new(
        Guid.CreateVersion7(), "scheduled", "succeeded", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 1, 0, 0,
        null,
        [],
        [
            .. changes.Select(change => change.Split(' ')).Select(
                parts => new RunChange(parts[0], parts[1], "1", parts.Length > 2 ? parts[2] : null)),
        ],
        null);
}
