using System.Text.Json;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>One line of the price list, as it comes: dead pairs and zero prices included.</summary>
internal readonly record struct TickerRow(string Symbol, decimal Price)
{
    private const int LongestSymbol = 64;

    /// <summary>
    /// A hand-written reader: there are thousands of lines every few seconds, and <paramref name="market"/> already has
    /// their symbols. An unreadable line is skipped and counted.
    /// </summary>
    /// <exception cref="JsonException">Not a list, or broken as a whole.</exception>
    public static TickerList ReadAll(ReadOnlySpan<byte> body, BinanceMarket market)
    {
        var (rows, unreadable) = (new List<TickerRow>(), 0);
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartArray)
            throw new JsonException("A list was expected.");

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            var start = reader;
            if (TryReadRow(ref reader, market) is { } row)
            {
                rows.Add(row);
            }
            else
            {
                unreadable++;
                reader = start;
                reader.Skip();
            }
        }

        return reader.Read() ? throw new JsonException(
            "Something follows the list.") : new TickerList(rows, unreadable);
    }

    /// <summary>Null when it is unreadable; the reader may then be anywhere in it.</summary>
    private static TickerRow? TryReadRow(ref Utf8JsonReader reader, BinanceMarket market)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
            return null;

        try
        {
            return ReadRow(ref reader, market);
        }
        catch (InvalidOperationException)
        {
            // It contains bytes that are not text.
            return null;
        }
    }

    private static TickerRow? ReadRow(ref Utf8JsonReader reader, BinanceMarket market)
    {
        string? symbol = null;
        decimal? price = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("symbol"u8))
            {
                reader.Read();
                symbol = ReadSymbol(ref reader, market);
            }
            else if (reader.ValueTextEquals("price"u8))
            {
                reader.Read();
                price = JsonAmount.TryRead(ref reader, out var amount) ? amount : null;
            }

            reader.Skip();
        }

        return symbol is not null && price is { } value ? new TickerRow(symbol, value) : null;
    }

    private static string? ReadSymbol(ref Utf8JsonReader reader, BinanceMarket market)
    {
        if (reader.TokenType is not JsonTokenType.String || reader.ValueSpan.Length is 0 or > LongestSymbol)
            return null;

        Span<char> symbol = stackalloc char[LongestSymbol];
        return market.Symbol(symbol[..reader.CopyString(symbol)]);
    }
}

/// <param name="Unreadable">Lines that were skipped.</param>
internal sealed record TickerList(List<TickerRow> Rows, int Unreadable);
