using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;

namespace Portfolio.Api.Pages.Shell;

/// <summary>
/// MudBlazor's style sheet without the rules of components that no page has: a tenth of it is left. It is made when the
/// process starts, compressed once, and linked by a name that changes with its content.
/// </summary>
internal sealed partial class UsedStyles
{
    private const string Whole = "_content/MudBlazor/MudBlazor.min.css";
    private const string Licence = "/*! A part of MudBlazor (https://mudblazor.com/), (c) 2021 MudBlazor, MIT */\n";

    private readonly byte[] plain;
    private readonly byte[] gzip;
    private readonly byte[] brotli;

    public UsedStyles(IWebHostEnvironment environment)
    {
        using var whole = new StreamReader(environment.WebRootFileProvider.GetFileInfo(Whole).CreateReadStream());
        plain = Encoding.UTF8.GetBytes(Licence + StyleRules.Keep(whole.ReadToEnd(), Used.IsMatch));
        gzip = Compress(into => new GZipStream(into, CompressionLevel.SmallestSize));
        brotli = Compress(into => new BrotliStream(into, CompressionLevel.SmallestSize));
        Address = $"/mudblazor.{Convert.ToHexStringLower(SHA256.HashData(plain))[..10]}.css";
    }

    public string Address { get; }

    public void Map(IEndpointRouteBuilder app) =>
        app.MapGet(Address, SendAsync).AllowAnonymous().ExcludeFromDescription();

    private async Task SendAsync(HttpContext http)
    {
        var (encoding, bytes) = ChosenBy(http.Request);
        var headers = http.Response.Headers;
        headers.CacheControl = "max-age=31536000, immutable";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.ContentEncoding = encoding;
        (http.Response.ContentType, http.Response.ContentLength) = ("text/css", bytes.Length);
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private (string? Encoding, byte[] Bytes) ChosenBy(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        return Accepts("br") ? ("br", brotli) : Accepts("gzip") ? ("gzip", gzip) : (null, plain);

        bool Accepts(string encoding) => accepted.Any(one => one.Value == encoding && one.Quality is not 0);
    }

    private byte[] Compress(Func<Stream, Stream> compressor)
    {
        using var compressed = new MemoryStream();
        using (var into = compressor(compressed))
            into.Write(plain);
        return compressed.ToArray();
    }

    /// <summary>The classes of buttons, menus, dialogs and messages, and of their parts.</summary>
    [GeneratedRegex(
        "^(mud-(alert-(filled|text)|application|button(?!-group)|dialog|disabled|elevation|error|focus|icon|inherit|"
        + "inverted|list|menu|overlay|paper|popover|primary|ripple|scroll|skip|snackbar|svg|theme|typography)"
        + "|scroll-locked|(ms-2|active|fixed|left|right|outline-none|pointer-events-none)$)")]
    private static partial Regex Used { get; }
}
