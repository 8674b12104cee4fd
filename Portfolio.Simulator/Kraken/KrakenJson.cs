using System.Globalization;
using System.Text.Json;

namespace Portfolio.Simulator.Kraken;

/// <summary>Numbers are strings with a fixed number of decimals, times are seconds.</summary>
internal static class KrakenJson
{
    public static string Text(decimal value, int decimals) =>
        decimal.Round(value, decimals).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture);

    public static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);

    extension(Utf8JsonWriter json)
    {
        public void WriteTexts(string name, params ReadOnlySpan<string> values)
        {
            json.WriteStartArray(name);
            foreach (var value in values)
                json.WriteStringValue(value);
            json.WriteEndArray();
        }

        /// <summary>As a string, or as a JSON number with the same digits.</summary>
        public void WriteAmount(string name, string amount, bool asNumber)
        {
            if (!asNumber)
            {
                json.WriteString(name, amount);
                return;
            }

            json.WritePropertyName(name);
            json.WriteRawValue(amount);
        }
    }
}
