using System.Net;
using Microsoft.Extensions.Options;

namespace Portfolio.Api.Authentication;

/// <summary>
/// The proxies whose word about a caller's address and scheme is taken: <c>TrustedProxies</c>, addresses and networks
/// with commas between; those on this machine where it is left out. It counts while
/// <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c> is true, which would believe every caller by itself.
/// </summary>
internal static class TrustedProxies
{
    private const string Setting = "TrustedProxies";
    private const string OnThisMachine = "127.0.0.0/8,::1";

    /// <exception cref="OptionsValidationException">The setting names something else.</exception>
    public static void TrustProxies(this WebApplicationBuilder builder)
    {
        var networks = Read(builder.Configuration[Setting] is { Length: > 0 } given ? given : OnThisMachine);
        builder.Services.PostConfigure<ForwardedHeadersOptions>(options =>
        {
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in networks)
                options.KnownIPNetworks.Add(network);
        });
    }

    private static List<System.Net.IPNetwork> Read(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(NetworkOf)];

    private static System.Net.IPNetwork NetworkOf(string text)
    {
        if (System.Net.IPNetwork.TryParse(text, out var network))
            return network;
        if (IPAddress.TryParse(text, out var address))
            return new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8);

        throw new OptionsValidationException(
            Setting, typeof(string),
            [$"{Setting} names \"{text}\", which is neither an address nor a network such as 10.0.0.0/8."]);
    }
}
