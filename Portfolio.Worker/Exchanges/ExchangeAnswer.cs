using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace Portfolio.Worker.Exchanges;

/// <summary>An HTTP answer: status, headers, and the whole body, in a rented buffer.</summary>
internal sealed class ExchangeAnswer : IDisposable
{
    private const int FirstBuffer = 16 * 1024;

    private byte[] buffer = [];
    private int length;

    private ExchangeAnswer(HttpResponseMessage response) =>
        (Status, Headers) = (response.StatusCode, response.Headers);

    public HttpStatusCode Status { get; }

    public HttpResponseHeaders Headers { get; }

    /// <summary>Null when it was not sent, or not in a valid HTTP form.</summary>
    public RetryConditionHeaderValue? RetryAfter => Headers.RetryAfter;

    public ReadOnlySpan<byte> Body => buffer.AsSpan(0, length);

    /// <exception cref="InvalidDataException">A body longer than allowed, or badly packed.</exception>
    public static async Task<ExchangeAnswer> ReadAsync(HttpResponseMessage response, int maxBytes, CancellationToken ct)
    {
        var answer = new ExchangeAnswer(response);
        try
        {
            await answer.FillAsync(response.Content, maxBytes, ct);
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);

        (buffer, length) = ([], 0);
    }

    private async Task FillAsync(HttpContent content, int maxBytes, CancellationToken ct)
    {
        var expected = Math.Min(content.Headers.ContentLength ?? FirstBuffer, maxBytes);
        buffer = ArrayPool<byte>.Shared.Rent((int)expected + 1);

        await using var stream = await content.ReadAsStreamAsync(ct);
        while (await stream.ReadAsync(buffer.AsMemory(length), ct) is > 0 and var read)
        {
            length += read;
            if (length > maxBytes)
                throw new InvalidDataException($"The body is longer than {maxBytes} bytes.");

            if (length == buffer.Length)
                Grow();
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
