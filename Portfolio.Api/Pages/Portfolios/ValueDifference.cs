namespace Portfolio.Api.Pages.Portfolios;

/// <summary>The change of a portfolio's value.</summary>
/// <param name="Usd">Below zero: it is worth less now.</param>
/// <param name="From">Its value then, in USD; above zero.</param>
/// <param name="Joined">An account was added then: before it the value was that of fewer accounts.</param>
public sealed record ValueDifference(decimal Usd, decimal From, DateTimeOffset Since, bool Joined)
{
    public decimal Share => Usd / From;

    /// <summary>Less than a cent.</summary>
    public bool IsNone => Math.Abs(Usd) < 0.005m;
}
