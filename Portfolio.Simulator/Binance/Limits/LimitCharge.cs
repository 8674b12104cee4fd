namespace Portfolio.Simulator.Binance.Limits;

/// <summary>The result of checking a request against the limits.</summary>
/// <param name="Used">The weight used in this minute, this request included; null while banned.</param>
/// <param name="Refusal">Null when it may pass.</param>
internal readonly record struct LimitCharge(int? Used, BinanceError? Refusal = null, int? RetryAfterSeconds = null);
