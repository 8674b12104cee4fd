using System.Text;
using System.Text.RegularExpressions;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// Recognises the block pages of the networks in front of exchanges. Their status does not distinguish a blocked
/// country from a limit: both come as 403.
/// </summary>
internal static partial class BlockPage
{
    /// <summary>Such pages are short, and their message comes early.</summary>
    private const int Looked = 16 * 1024;

    /// <summary>
    /// CloudFront: "The Amazon CloudFront distribution is configured to block access from your country."
    /// (sammchardy/python-binance#1413, hummingbot/deploy#28). Binance itself, as JSON with code 0 or as a page:
    /// "Service unavailable from a restricted location" (eprbell/dali-rp2#237). Cloudflare, error 1009: "The owner of
    /// this website has banned the country or region your IP address is in"
    /// (developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/error-1009); without
    /// the page, "error code: 1009" is the whole body.
    /// </summary>
    private static readonly string[] OfCountries =
    [
        "configured to block access from your country",
        "from a restricted location",
        "banned the country or region your IP address is in",
        "error code: 1009",
        "error 1009",
    ];

    /// <summary>Whether the body reports that this server's country is blocked.</summary>
    /// <param name="body">
    /// Of a refusal or of an answer that could not be read, without a code of the exchange's own.
    /// </param>
    public static bool IsOfCountry(ReadOnlySpan<byte> body)
    {
        var text = Blanks().Replace(Encoding.UTF8.GetString(body[..Math.Min(body.Length, Looked)]), " ");
        return OfCountries.Any(sentence => text.Contains(sentence, StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex("""\s+""", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
