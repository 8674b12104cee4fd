namespace Portfolio.Contracts.Connections;

/// <summary>What connecting a key would do. Amounts are numbers in text.</summary>
/// <param name="PortfolioName">The portfolio that it would be synced into, which may be one that is still to be made.</param>
public sealed record Validation(
    IReadOnlyList<string> Permissions,
    string? AccountId,
    string PortfolioName,
    IReadOnlyList<ValidationAsset> Assets,
    int DustSkipped,
    int Unpriced,
    string TotalUsd);

/// <param name="ValueUsd">Null when unpriced.</param>
public sealed record ValidationAsset(string Symbol, string Name, string Quantity, string? ValueUsd);
