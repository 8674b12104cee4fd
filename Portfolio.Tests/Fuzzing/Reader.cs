using System.Text;
using System.Text.Json;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Fuzzing;

/// <summary>Reads bytes that come from outside.</summary>
/// <param name="Name">In the test's name.</param>
/// <param name="Good">Bytes that it takes.</param>
/// <param name="ReadAsync">True: taken; false: refused. Anything thrown is a failure.</param>
internal sealed record Reader(string Name, byte[][] Good, Func<byte[], Task<bool>> ReadAsync)
{
    /// <summary>Of an exchange's body: a caller treats these exceptions as a body that cannot be read.</summary>
    public static Reader OfBody<T>(string name, string good, ReadBody<T> read) => new(
        name,
        [Encoding.UTF8.GetBytes(good)],
        bytes =>
        {
            try
            {
                read(bytes);
                return Task.FromResult(true);
            }
            catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException
                or ArithmeticException or ArgumentException or NotSupportedException or ExchangeException)
            {
                return Task.FromResult(false);
            }
        });

    /// <summary>Of a text, such as a person types or a link carries.</summary>
    public static Reader OfText(string name, string[] good, Func<string, bool> read) => new(
        name, [.. good.Select(Encoding.UTF8.GetBytes)], bytes => Task.FromResult(read(Encoding.UTF8.GetString(bytes))));
}
