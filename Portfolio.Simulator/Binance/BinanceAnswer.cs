namespace Portfolio.Simulator.Binance;

/// <summary>The status and the JSON of an answer.</summary>
internal readonly record struct BinanceAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    public static implicit operator BinanceAnswer(byte[] body) => new(200, body);

    public static implicit operator BinanceAnswer(BinanceError error) => new(error.Status, error.Body());
}
