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

    /// <summary>
    /// Reads the whole body of a success, and of another status at most its first
    /// <see cref="AnswerSize.Small"/> bytes: a limit or a ban is one, however long its page is.
    /// </summary>
    /// <param name="mostBytes">Of a success, unpacked.</param>
    /// <exception cref="AnswerTooLongException">A success with a longer body.</exception>
    /// <exception cref="InvalidDataException">A badly packed body.</exception>
    public static async Task<ExchangeAnswer> ReadAsync(
        HttpResponseMessage response, int mostBytes, CancellationToken ct)
    {
        var answer = new ExchangeAnswer(response);
        try
        {
            var isSuccess = response.StatusCode is HttpStatusCode.OK;
            if (isSuccess && response.Content.Headers.ContentLength > mostBytes)
                throw new AnswerTooLongException(mostBytes);

            var isWhole = await answer.FillAsync(
                response.Content, isSuccess ? mostBytes : Math.Min(mostBytes, AnswerSize.Small), ct);
            return isWhole || !isSuccess ? answer : throw new AnswerTooLongException(mostBytes);
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

    /// <returns>False where the body goes on after <paramref name="mostBytes"/>; no more of it is read.</returns>
    private async Task<bool> FillAsync(HttpContent content, int mostBytes, CancellationToken ct)
    {
        var announced = content.Headers.ContentLength ?? FirstBuffer;
        buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(announced, mostBytes) + 1);

        await using var stream = await content.ReadAsStreamAsync(ct);
        while (await stream.ReadAsync(buffer.AsMemory(length, Space(mostBytes)), ct) is > 0 and var read)
        {
            if (length + read > mostBytes)
            {
                length = mostBytes;
                return false;
            }

            length += read;
            if (length == buffer.Length)
                Grow(mostBytes);
        }

        return true;
    }

    /// <summary>One byte more than is taken shows that there are more.</summary>
    private int Space(int mostBytes) => (int)Math.Min(buffer.Length, mostBytes + 1L) - length;

    private void Grow(int mostBytes)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(buffer.Length * 2L, mostBytes + 1L));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}

/// <summary>An answer with more bytes than its endpoint may have.</summary>
internal sealed class AnswerTooLongException(int mostBytes) : Exception($"The body is longer than {mostBytes} bytes.");
