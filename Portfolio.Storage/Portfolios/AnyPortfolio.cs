namespace Portfolio.Storage.Portfolios;

/// <summary>A condition of statements that read one portfolio, or all of a user's.</summary>
internal static class AnyPortfolio
{
    /// <summary>The connection <c>c</c> syncs into <c>@portfolioId</c>; into any where that is null.</summary>
    public const string Of = "(@portfolioId::uuid is null or c.portfolio_id = @portfolioId)";
}
