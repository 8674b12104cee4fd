using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Portfolio.Tests.Exchanges;

/// <summary>
/// Bodies as an exchange should not send them, made from one it does send, the same for the same seed.
/// </summary>
internal static partial class OddBodies
{
    private static readonly string[] Values =
    [
        "null", "true", "123", "-1", "1e30", "1e-30", "\"\"", "\" \"", "\"NaN\"", "\"1e30\"", "\"-1\"", "\"\\u0000\"",
        "\"A\\u0000B\"", "\"\\ud800\"", "[]", "{}", "[null]", "{\"a\":[1]}", "79228162514264337593543950335",
        "\"79228162514264337593543950335\"", "\"-79228162514264337593543950335\"", "99999999999999999999999999999999",
        $"\"{new string('X', 5_000)}\"",
    ];

    private static readonly string[] Encodings = ["gzip", "br", "deflate", "zstd", "x-unknown"];

    /// <summary>Answers with a body of its own at every request of the same seed.</summary>
    public static RequestDelegate Answer(string body, int seed) => async context =>
    {
        var random = new Random(seed);
        var bytes = Changed(Encoding.UTF8.GetBytes(body), random, random.Next(1, 4));
        if (random.Next(4) is 0)
        {
            var encoding = Encodings[random.Next(Encodings.Length)];
            context.Response.Headers.ContentEncoding = encoding;
            bytes = Packed(bytes, encoding, random);
        }

        await context.Response.Body.WriteAsync(bytes);
    };

    /// <summary>The body with up to three changes; without any for some seeds.</summary>
    public static byte[] Of(byte[] body, int seed)
    {
        var random = new Random(seed);
        return Changed(body, random, random.Next(4));
    }

    private static byte[] Changed(byte[] body, Random random, int changes)
    {
        for (; changes > 0; changes--)
            body = Changed(body, random);
        return body;
    }

    private static byte[] Changed(byte[] body, Random random) => random.Next(8) switch
    {
        0 when body.Length > 0 => body[..random.Next(body.Length)],
        1 when body.Length > 0 => WithByte(body, random),
        2 => [.. body, .. body],
        3 => Encoding.UTF8.GetBytes(Doubled(Encoding.UTF8.GetString(body), random)),
        _ => Encoding.UTF8.GetBytes(WithValue(Encoding.UTF8.GetString(body), random)),
    };

    private static byte[] WithByte(byte[] body, Random random)
    {
        var changed = body.ToArray();
        changed[random.Next(changed.Length)] = (byte)random.Next(256);
        return changed;
    }

    /// <summary>One of the values is another one.</summary>
    private static string WithValue(string body, Random random)
    {
        var values = Value().Matches(body);
        if (values.Count is 0)
            return body;

        var at = values[random.Next(values.Count)];
        return string.Concat(
            body.AsSpan(0, at.Index), Values[random.Next(Values.Length)], body.AsSpan(at.Index + at.Length));
    }

    /// <summary>One of the rows is there twice.</summary>
    private static string Doubled(string body, Random random)
    {
        var rows = Row().Matches(body);
        if (rows.Count is 0)
            return body;

        var row = rows[random.Next(rows.Count)];
        return body.Insert(row.Index, string.Create(CultureInfo.InvariantCulture, $"{row.Value},"));
    }

    private static byte[] Packed(byte[] body, string encoding, Random random)
    {
        using var packed = new MemoryStream();
        using (Stream packer = encoding switch
        {
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            packer.Write(body);
        }

        var bytes = packed.ToArray();
        return random.Next(3) switch
        {
            0 => bytes[..random.Next(bytes.Length)],
            1 => WithByte(WithByte(bytes, random), random),
            _ => bytes,
        };
    }

    [GeneratedRegex("""(?<=:)("[^"]*"|[0-9.]+|true|false|null)""")]
    private static partial Regex Value();

    [GeneratedRegex("""\{[^{}]*\}""")]
    private static partial Regex Row();
}
