namespace Portfolio.Contracts.Connections;

/// <summary>The result of reading one wallet: the <c>outcome</c> of a run's and of a preview's wallets.</summary>
public static class WalletOutcomes
{
    /// <summary>It was read completely.</summary>
    public const string Ok = "ok";

    /// <summary>The exchange does not let this key read it.</summary>
    public const string Refused = "refused";

    /// <summary>It could not be read this time.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>The venue has no such wallet.</summary>
    public const string Unsupported = "unsupported";

    /// <summary>It was read, and is not booked: the exchange's own totals contradict it.</summary>
    public const string Contradicted = "contradicted";

    /// <summary>
    /// It was not read, because other answers of the exchange show no change since it was last read: its balances are
    /// those of that reading.
    /// </summary>
    public const string Skipped = "skipped";
}
