using System.Text.Json;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>One line of the price list, as it comes: dead pairs and zero prices included.</summary>
internal readonly record struct TickerRow(string Symbol, decimal Price)
{
    private const int LongestSymbol = 64;

    /// <summary>
    /// Reads by hand: thousands of lines every few seconds, whose symbols <paramref name="market"/> has already.
    /// </summary>
    /// <exception cref="JsonException">Not a price list.</exception>
    public static List<TickerRow> ReadAll(ReadOnlySpan<byte> body, BinanceMarket market)
    {
        var rows = new List<TickerRow>();
        var reader = new Utf8JsonReader(body);
        Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType is JsonTokenType.StartObject)
            rows.Add(ReadRow(ref reader, market));

        if (reader.TokenType is not JsonTokenType.EndArray || reader.Read())
            throw new JsonException("The price list holds something else.");

        return rows;
    }

    private static TickerRow ReadRow(ref Utf8JsonReader reader, BinanceMarket market)
    {
        string? symbol = null;
        decimal? price = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("symbol"u8))
            {
                Expect(ref reader, JsonTokenType.String);
                symbol = ReadSymbol(ref reader, market);
            }
            else if (reader.ValueTextEquals("price"u8))
            {
                reader.Read();
                price = JsonAmount.Read(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return symbol is not null && price is { } value
            ? new TickerRow(symbol, value)
            : throw new JsonException("A line lacks its symbol or its price.");
    }

    private static string ReadSymbol(ref Utf8JsonReader reader, BinanceMarket market)
    {
        if (reader.ValueSpan.Length > LongestSymbol)
            throw new JsonException("A symbol is too long to be one.");

        Span<char> symbol = stackalloc char[LongestSymbol];
        return market.Symbol(symbol[..reader.CopyString(symbol)]);
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (!reader.Read() || reader.TokenType != token)
            throw new JsonException($"{token} was expected, {reader.TokenType} was found.");
    }
}
