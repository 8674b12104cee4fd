using System.Globalization;
using Portfolio.Api;
using Portfolio.Api.Pages.View;

namespace Portfolio.Tests.Pages;

public sealed class DisplayFormatTests
{
    private static readonly DisplayFormat English = new(BrowserView.Read("system~light~America/New_York~.~,~mdy~12"));
    private static readonly DisplayFormat German = new(BrowserView.Read("system~dark~Europe/Berlin~,~.~dmy~24"));

    [Theory]
    [InlineData("0.5", "0.5")]
    [InlineData("25000000", "25,000,000")]
    [InlineData("1896.05512345", "1,896.0551")]
    [InlineData("0.000000001234", "0.000000001234")]
    [InlineData("-0.25", "−0.25")]
    [InlineData("0", "0")]
    public void A_quantity_has_no_trailing_zeros_and_eight_figures_that_count(string amount, string shown) =>
        Assert.Equal(shown, English.Quantity(amount));

    [Fact]
    public void More_than_a_decimal_holds_is_shown_as_it_came() =>
        Assert.Equal(new string('9', 40), English.Quantity(new string('9', 40)));

    [Theory]
    [InlineData("4321.5", "$4,321.50", "$4.321,50")]
    [InlineData("0.004", "<\u00a0$0.01", "<\u00a0$0,01")]
    [InlineData("-3", "−$3.00", "−$3,00")]
    public void Money_is_written_as_the_browser_writes_numbers(string amount, string english, string german) =>
        Assert.Equal((english, german), (English.Usd(Amounts.Read(amount)), German.Usd(Amounts.Read(amount))));

    [Theory]
    [InlineData("84800.01", "$84,800.01")]
    [InlineData("2.0826", "$2.0826")]
    [InlineData("1", "$1.00")]
    [InlineData("0.00001213", "$0.00001213")]
    public void A_price_keeps_the_figures_that_count(string price, string shown) =>
        Assert.Equal(shown, English.Price(Amounts.Read(price)));

    [Fact]
    public void Times_are_of_the_persons_place()
    {
        var time = new DateTimeOffset(2026, 7, 4, 22, 5, 0, TimeSpan.Zero);

        Assert.Equal("Jul 4, 2026, 6:05 PM", English.Moment(time));
        Assert.Equal("5 Jul 2026, 00:05", German.Moment(time));
    }

    [Fact]
    public void Money_shares_and_months_are_written_in_the_language()
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = new CultureInfo("de");
            var time = new DateTimeOffset(2026, 10, 4, 22, 5, 0, TimeSpan.Zero);

            Assert.Equal("−4.321,50\u00a0$", German.Usd(-4321.5m));
            Assert.Equal("12,5\u00a0%", German.Percent(0.125m));
            Assert.Equal("5. Okt. 2026, 00:05", German.Moment(time));
            Assert.Equal("12.5", Amounts.Drawn(12.5m));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("system~light")]
    [InlineData("system~light~Europe/Berlin~x~.~dmy~24")]
    [InlineData("<script>~light~Europe/Berlin~,~.~dmy~24")]
    public void A_foreign_cookie_counts_as_none(string? cookie) =>
        Assert.Same(BrowserView.Unknown, BrowserView.Read(cookie));

    [Theory]
    [InlineData(3, "just now")]
    [InlineData(59, "59 seconds ago")]
    [InlineData(60, "1 minute ago")]
    [InlineData(185, "3 minutes ago")]
    [InlineData(7200, "2 hours ago")]
    [InlineData(200_000, "2 days ago")]
    public void A_span_is_written_in_the_largest_unit(int seconds, string words) =>
        Assert.Equal(words, Durations.Ago(TimeSpan.FromSeconds(seconds)));
}
