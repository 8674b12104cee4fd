using System.Net;
using Microsoft.AspNetCore.Http;
using Portfolio.Api.Authentication;

namespace Portfolio.Tests.Identity;

public sealed class CallerAddressTests
{
    [Theory]
    [InlineData("198.51.100.7", "198.51.100.7", "198.51.100.7")]
    [InlineData("::ffff:198.51.100.7", "198.51.100.7", "198.51.100.7")]
    [InlineData("2001:db8:0:1::2", "2001:db8:0:1::2", "20010db800000001")]
    [InlineData("fe80::1%7", "fe80::1", "fe80000000000000")]
    [InlineData("::1", "::1", "::1")]
    [InlineData(null, null, "")]
    public void An_address_is_written_in_one_way_and_counted_by_its_network(
        string? address, string? text, string network)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);

        Assert.Equal((text, network), (CallerAddress.Of(http), CallerAddress.NetworkOf(http)));
    }

    [Fact]
    public void The_longest_address_is_no_longer_than_the_columns_for_one()
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = new IPAddress([.. Enumerable.Repeat((byte)0xfe, 16)], uint.MaxValue);

        Assert.Equal("fefe:fefe:fefe:fefe:fefe:fefe:fefe:fefe", CallerAddress.Of(http));
    }
}
