using System.Net;
using System.Net.Sockets;

namespace Portfolio.Api.Authentication;

/// <summary>
/// The address of a caller as text: for people to read, and for limits to count. An IPv4 address is written as one,
/// also where a socket for both kinds has it as IPv6, and an IPv6 address without the network card of this machine.
/// </summary>
internal static class CallerAddress
{
    private const int NetworkBytes = 8;

    /// <summary>As it is shown, stored and logged; null where the connection has none.</summary>
    public static string? Of(HttpContext http) => PlainOf(http)?.ToString();

    /// <summary>
    /// As limits count it: of IPv6 the first half, because one caller has all addresses of that network. Empty where
    /// the connection has none.
    /// </summary>
    public static string NetworkOf(HttpContext http) => PlainOf(http) switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6 } address when !IPAddress.IsLoopback(address) =>
            Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, NetworkBytes)),
        var address => address.ToString(),
    };

    private static IPAddress? PlainOf(HttpContext http) => http.Connection.RemoteIpAddress switch
    {
        null => null,
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4(),
        { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 } scoped =>
            new IPAddress(scoped.GetAddressBytes()),
        var address => address,
    };
}
