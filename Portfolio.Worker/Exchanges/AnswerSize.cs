namespace Portfolio.Worker.Exchanges;

/// <summary>
/// The most bytes, unpacked, that are read of an answer. Each endpoint states its own beside its path. An account of
/// <see cref="AccountSize.MostAssets"/> fits several times, and no key's owner can make a worker read much more.
/// </summary>
internal static class AnswerSize
{
    /// <summary>A time, the rights of a key, totals, a page of positions; and any answer that is an error.</summary>
    public const int Small = 256_000;

    /// <summary>The balances of a wallet, some hundred bytes each.</summary>
    public const int Wallet = 2_000_000;

    /// <summary>The balances of a wallet that describes each in up to sixteen hundred bytes.</summary>
    public const int DetailedWallet = 8_000_000;

    /// <summary>What is the same for all users; <see cref="ExchangeOptions.MaxResponseBytes"/> bounds it.</summary>
    public const int PublicList = int.MaxValue;
}
