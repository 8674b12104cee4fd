using Portfolio.Api.Pages.Connections;

namespace Portfolio.Tests.Pages;

public sealed class FreeNameTests
{
    [Theory]
    [InlineData("OKX")]
    [InlineData("OKX 2", "okx")]
    [InlineData("OKX 3", "OKX", "OKX 2", "Savings")]
    [InlineData("OKX 2", "OKX", "OKX 3")]
    public void The_first_number_that_no_other_has_is_added_to_a_name_that_is_taken(
        string free, params string[] taken) =>
        Assert.Equal(free, FreeName.Of("OKX", taken));
}
