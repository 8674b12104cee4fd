using System.Globalization;
using System.Text.Json;

namespace Portfolio.Simulator.Okx;

/// <summary>Numbers are strings without trailing zeros, times are milliseconds as strings.</summary>
internal static class OkxJson
{
    private const string Shortest = "0.############################";

    public static string Text(decimal value) => value.ToString(Shortest, CultureInfo.InvariantCulture);

    extension(Utf8JsonWriter json)
    {
        public void WriteNumberText(string name, decimal value)
        {
            Span<char> text = stackalloc char[64];
            value.TryFormat(text, out var length, Shortest, CultureInfo.InvariantCulture);
            json.WriteString(name, text[..length]);
        }

        public void WriteTime(string name, DateTimeOffset time) =>
            json.WriteNumberText(name, time.ToUnixTimeMilliseconds());

        /// <summary>The same text under many names.</summary>
        public void WriteAll(ReadOnlySpan<string> names, string value)
        {
            foreach (var name in names)
                json.WriteString(name, value);
        }
    }
}
