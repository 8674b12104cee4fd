using Microsoft.Extensions.Options;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// Keys are not sent over plain HTTP, except to this machine. A simulator in another container is the exception that
/// has to be allowed: <c>Exchanges:AllowPlainHttp</c>.
/// </summary>
internal static class PlainHttp
{
    public const string Setting = "Exchanges:AllowPlainHttp";

    public static OptionsBuilder<T> RefusePlainHttp<T>(
        this OptionsBuilder<T> options, string section, Func<T, IEnumerable<Uri>> addresses)
        where T : class =>
        options.Validate<IConfiguration>(
            (value, configuration) => configuration.GetValue<bool>(Setting) || addresses(value).All(IsSafe),
            $"An address in {section} begins with http:// and is not on this machine: keys would be readable on their "
            + $"way. Use https://, or set {Setting} to true for a simulator.");

    private static bool IsSafe(Uri address) =>
        !address.IsAbsoluteUri || address.Scheme != Uri.UriSchemeHttp || address.IsLoopback;
}
