using System.Net;
using System.Net.Sockets;

namespace Portfolio.Api.Authentication;

/// <summary>
/// The address that limits count: of IPv6 the first half, because one caller has all addresses of that network.
/// </summary>
internal static class CallerAddress
{
    private const int NetworkBytes = 8;

    /// <summary>Empty where the connection has none.</summary>
    public static string Of(HttpContext http) => http.Connection.RemoteIpAddress switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } address when !IPAddress.IsLoopback(address) =>
            Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, NetworkBytes)),
        var address => address.ToString(),
    };
}
