using System.Net;

namespace Portfolio.Simulator.Requests;

internal static class CallerAddress
{
    /// <summary>Where the request came from, an IPv4 address as such also on a socket for both.</summary>
    public static IPAddress Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.Loopback;
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }
}
