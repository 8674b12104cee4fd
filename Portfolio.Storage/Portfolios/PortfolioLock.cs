namespace Portfolio.Storage.Portfolios;

/// <summary>
/// Every transaction that chooses a portfolio for a user's connection, removes one, or goes through all of them holds
/// this lock to its end. So two first syncs agree on one portfolio, and neither picks one that is being removed.
/// </summary>
internal static class PortfolioLock
{
    /// <summary>Takes a parameter <c>userId</c>, and returns a separate result set.</summary>
    public const string Take = "select pg_advisory_xact_lock(hashtextextended(@userId::text, 0)) is null;";
}
