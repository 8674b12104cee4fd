using System.Net;
using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// The HTTP client of one exchange: one connection pool for all users, without state of any user. Created directly and
/// not by the client factory, so that no logging or retrying handler configured elsewhere sees a signed URL.
/// </summary>
/// <param name="mostBytes">Of any answer, whatever its endpoint allows.</param>
internal sealed class ExchangeHttp(string exchange, TimeSpan connectTimeout, int mostBytes) : IDisposable
{
    private static readonly UriCreationOptions Untouched =
        new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        // A key must never follow a redirect to another host, and no user's cookie may reach the next one's call.
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = connectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        // The caller's pipeline bounds the time.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>An address whose bytes are sent as they are: they are the bytes that were signed.</summary>
    public static Uri AsWritten(string url) => new(url, Untouched);

    /// <summary>
    /// Whether a header can carry it: visible ASCII, and not empty. Other text would fail while it is sent, like a
    /// failure of the connection.
    /// </summary>
    public static bool IsHeaderText(string text) =>
        text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <summary>
    /// Sends one request once, and reads the body whatever the status. A body that cannot be unpacked shows as an
    /// InvalidDataException (gzip, deflate, a body that breaks off), an IOException (zlib's own errors) or an
    /// InvalidOperationException (brotli: dec/BrotliStream.Decompress.cs of System.IO.Compression.Brotli).
    /// </summary>
    /// <param name="mostOfAnswer">Bytes, as the endpoint allows.</param>
    /// <exception cref="ExchangeException">
    /// <c>network</c>: no answer came; <c>exchange_unavailable</c>: the answer broke off, was not HTTP or was too long.
    /// </exception>
    public async Task<ExchangeAnswer> SendAsync(HttpRequestMessage request, int mostOfAnswer, CancellationToken ct)
    {
        using var response = await ReachAsync(request, ct);
        try
        {
            return await ExchangeAnswer.ReadAsync(response, Math.Min(mostOfAnswer, mostBytes), ct);
        }
        catch (AnswerTooLongException tooLong)
        {
            throw new ExchangeException(
                ErrorKinds.ExchangeUnavailable, null, $"The answer of {exchange} is too long.", null, tooLong)
            {
                Detail = ErrorDetails.AnswerTooLong,
            };
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or InvalidDataException
            or InvalidOperationException or NotSupportedException)
        {
            ct.ThrowIfCancellationRequested();
            throw Unreadable(fault);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> ReachAsync(HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        }
        catch (HttpRequestException fault)
        {
            ct.ThrowIfCancellationRequested();
            throw fault.HttpRequestError is HttpRequestError.InvalidResponse
                ? Unreadable(fault)
                : new ExchangeException(
                    ErrorKinds.Network, null, $"{exchange} was not reached ({fault.HttpRequestError}).", null, fault)
                {
                    Detail = DetailOf(fault.HttpRequestError),
                };
        }
        catch (OperationCanceledException fault) when (!ct.IsCancellationRequested)
        {
            throw new ExchangeException(
                ErrorKinds.Network, null, $"{exchange} was not reached in time.", null, fault);
        }
    }

    private static string? DetailOf(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => ErrorDetails.NameNotFound,
        HttpRequestError.SecureConnectionError => ErrorDetails.NotSecure,
        _ => null,
    };

    private ExchangeException Unreadable(Exception fault) => new(
        ErrorKinds.ExchangeUnavailable, null, $"The answer of {exchange} could not be read to its end.", null, fault);
}
