namespace Portfolio.Api.Pages.Portfolios;

/// <param name="Share">Of the portfolio's value, from 0 to 1.</param>
public sealed record AssetShare(string Name, decimal Share);
