using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portfolio.Simulator;

/// <summary>Writes JSON as the exchanges do: UTF-8 without escapes for characters beyond ASCII.</summary>
internal static class Json
{
    private const int LargestKeptBuffer = 1 << 20;

    private static readonly JsonWriterOptions Relaxed =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? writer;

    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        buffer ??= new ArrayBufferWriter<byte>(4096);
        writer ??= new Utf8JsonWriter(buffer, Relaxed);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        write(writer);
        writer.Flush();
        var body = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity > LargestKeptBuffer)
            (buffer, writer) = (null, null);
        return body;
    }
}
