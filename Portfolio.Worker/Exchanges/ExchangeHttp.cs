using System.Net;
using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// The way to one exchange: one connection pool for all users, nothing of a user in it. Made by hand and not by the
/// client factory, so that no logging or retrying handler configured elsewhere sees a signed URL.
/// </summary>
internal sealed class ExchangeHttp(string exchange, TimeSpan connectTimeout, int maxResponseBytes) : IDisposable
{
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
        // Time is kept by the caller's pipeline.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Sends one request once, and reads the whole body whatever the status.</summary>
    /// <exception cref="ExchangeException">
    /// <c>network</c>: nothing answered; <c>exchange_unavailable</c>: the answer broke off or was no HTTP.
    /// </exception>
    public async Task<ExchangeAnswer> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return await ExchangeAnswer.ReadAsync(response, maxResponseBytes, ct);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or InvalidDataException
            or OperationCanceledException)
        {
            ct.ThrowIfCancellationRequested();
            throw Translate(fault);
        }
    }

    public void Dispose() => http.Dispose();

    private ExchangeException Translate(Exception fault) => fault switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } or HttpIOException
            or InvalidDataException => new(
            ErrorKinds.ExchangeUnavailable, null, $"The answer of {exchange} could not be read to its end.", null, fault),
        HttpRequestException request => new(
            ErrorKinds.Network, null, $"{exchange} could not be reached ({request.HttpRequestError}).", null, fault),
        _ => new(ErrorKinds.Network, null, $"The connection to {exchange} failed.", null, fault),
    };
}
