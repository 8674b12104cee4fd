using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portfolio.Worker.Exchanges.Binance;

// Settable properties, all optional: positional records and required members cost the serializer a third to four fifths
// more allocation. Required fields are checked where they are used.

internal sealed class BinanceAccountBody
{
    public List<BinanceBalanceBody?>? Balances { get; set; }

    public long? Uid { get; set; }
}

internal sealed class BinanceBalanceBody
{
    public string? Asset { get; set; }

    public decimal? Free { get; set; }

    public decimal? Locked { get; set; }
}

internal sealed class BinanceFundingBody
{
    public string? Asset { get; set; }

    public decimal? Free { get; set; }

    public decimal? Locked { get; set; }

    public decimal? Freeze { get; set; }

    public decimal? Withdrawing { get; set; }
}

internal sealed class BinanceEarnBody
{
    /// <summary>
    /// Each is a <see cref="BinanceEarnRow"/>; kept as it came, so that a repeated one is recognised.
    /// </summary>
    public List<JsonElement>? Rows { get; set; }

    public int? Total { get; set; }
}

internal sealed class BinanceEarnRow
{
    public string? Asset { get; set; }

    /// <summary>Of a flexible position.</summary>
    public decimal? TotalAmount { get; set; }

    /// <summary>Of a locked position.</summary>
    public decimal? Amount { get; set; }

    /// <summary>Of a flexible position; text.</summary>
    public JsonElement? ProductId { get; set; }

    /// <summary>Of a locked position; a number.</summary>
    public JsonElement? PositionId { get; set; }
}

internal sealed class BinanceCrossBody
{
    public List<BinanceMarginRow?>? UserAssets { get; set; }
}

internal sealed class BinanceIsolatedBody
{
    public List<BinanceIsolatedPair?>? Assets { get; set; }
}

internal sealed class BinanceIsolatedPair
{
    public BinanceMarginRow? BaseAsset { get; set; }

    public BinanceMarginRow? QuoteAsset { get; set; }
}

internal sealed class BinanceMarginRow
{
    public string? Asset { get; set; }

    public decimal? Free { get; set; }

    public decimal? Locked { get; set; }

    public decimal? Borrowed { get; set; }

    public decimal? Interest { get; set; }
}

internal sealed class BinanceFuturesBody
{
    public List<BinanceFuturesRow?>? Assets { get; set; }
}

internal sealed class BinanceFuturesRow
{
    public string? Asset { get; set; }

    /// <summary>Without the profit.</summary>
    public decimal? WalletBalance { get; set; }

    public decimal? UnrealizedProfit { get; set; }
}

internal sealed class BinanceWalletBody
{
    public string? WalletName { get; set; }

    /// <summary>In BTC.</summary>
    public decimal? Balance { get; set; }
}

internal sealed class BinanceSymbolBody
{
    public string? Symbol { get; set; }

    public string? Status { get; set; }

    public string? BaseAsset { get; set; }

    public string? QuoteAsset { get; set; }
}

/// <summary>Of the statistics of a day.</summary>
internal sealed class BinanceDayBody
{
    public string? Symbol { get; set; }

    public decimal? LastPrice { get; set; }

    /// <summary>In units of the base asset.</summary>
    public decimal? Volume { get; set; }

    public decimal? QuoteVolume { get; set; }

    /// <summary>Zero without a bid.</summary>
    public decimal? BidPrice { get; set; }

    /// <summary>Zero without an offer.</summary>
    public decimal? AskPrice { get; set; }
}

internal sealed class BinanceCoinBody
{
    public string? Coin { get; set; }

    public string? Name { get; set; }
}

internal sealed class BinanceTimeBody
{
    public long? ServerTime { get; set; }
}

internal sealed class BinanceErrorBody
{
    public int? Code { get; set; }

    public string? Msg { get; set; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    Converters = [typeof(JsonAmount)])]
[JsonSerializable(typeof(BinanceAccountBody))]
[JsonSerializable(typeof(List<BinanceFundingBody?>))]
[JsonSerializable(typeof(BinanceEarnBody))]
[JsonSerializable(typeof(BinanceEarnRow))]
[JsonSerializable(typeof(BinanceCrossBody))]
[JsonSerializable(typeof(BinanceIsolatedBody))]
[JsonSerializable(typeof(BinanceFuturesBody))]
[JsonSerializable(typeof(List<BinanceWalletBody?>))]
[JsonSerializable(typeof(BinanceSymbolBody))]
[JsonSerializable(typeof(BinanceDayBody))]
[JsonSerializable(typeof(BinanceCoinBody))]
[JsonSerializable(typeof(BinanceTimeBody))]
[JsonSerializable(typeof(BinanceErrorBody))]
internal sealed partial class BinanceJson : JsonSerializerContext;
