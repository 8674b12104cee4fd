using Portfolio.Api.Pages.View;

namespace Portfolio.Tests.Pages;

public sealed class ReadingOrderTests
{
    [Fact]
    public void A_reading_that_took_longer_than_a_later_one_is_not_shown_after_it()
    {
        var order = new ReadingOrder();
        var (first, second, third) = (order.Begin(), order.Begin(), order.Begin());

        Assert.Equal([true, false, true], [order.Accepts(second), order.Accepts(first), order.Accepts(third)]);
    }
}
