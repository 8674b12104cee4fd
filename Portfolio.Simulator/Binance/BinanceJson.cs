using System.Globalization;
using System.Text.Json;

namespace Portfolio.Simulator.Binance;

internal static class BinanceJson
{
    /// <summary>A number as a string with eight decimals, as Binance sends prices and balances.</summary>
    public static void WriteDecimals(this Utf8JsonWriter json, string name, decimal value)
    {
        Span<char> text = stackalloc char[48];
        value.TryFormat(text, out var length, "0.00000000", CultureInfo.InvariantCulture);
        json.WriteString(name, text[..length]);
    }
}
