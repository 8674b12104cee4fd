using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.Configuration;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Portfolio.Api.Authentication;

/// <summary>
/// Reads the provider's metadata, and takes them only if they name the issuer of the settings. The library itself takes
/// the issuer that it reads, whichever that is, and its keys with it.
/// </summary>
internal sealed class OidcMetadata(IOptions<TokenOptions> options) : IConfigurationRetriever<OpenIdConnectConfiguration>
{
    private readonly OidcOptions options = options.Value.Oidc;
    private ConfigurationManager<OpenIdConnectConfiguration>? reader;

    /// <exception cref="InvalidConfigurationException">They name another issuer, or none.</exception>
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(
        string address, IDocumentRetriever retriever, CancellationToken cancel)
    {
        var read = await OpenIdConnectConfigurationRetriever.GetAsync(address, retriever, cancel);
        return options.IsIssuer(read.Issuer)
            ? read
            : throw new InvalidConfigurationException(
                $"Its metadata name the issuer \"{read.Issuer}\", and the settings \"{options.ExpectedIssuer}\". If "
                + "that is the issuer you mean, name it in Authentication:Oidc:Issuer.");
    }

    /// <summary>
    /// One for pages and programs: tokens of the provider are accepted by the keys that a sign-in has read, also when
    /// the provider is away since.
    /// </summary>
    /// <param name="address">Of the metadata.</param>
    /// <param name="https">False only for a provider on this machine.</param>
    public ConfigurationManager<OpenIdConnectConfiguration> ReadBy(
        HttpClient client, string address, bool https, TimeSpan atMostEvery) =>
        LazyInitializer.EnsureInitialized(ref reader, () => new ConfigurationManager<OpenIdConnectConfiguration>(
            address, this, new HttpDocumentRetriever(client) { RequireHttps = https })
        {
            RefreshInterval = atMostEvery,
        });

    /// <summary>
    /// Why the provider cannot be used, in one sentence: the library's own one repeats the stack of what it is about.
    /// </summary>
    public static string ReasonOf(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is InvalidConfigurationException or HttpRequestException)
                return cause.Message;
        }

        return fault.GetBaseException().Message;
    }
}
