namespace Portfolio.Contracts.Connections;

/// <summary>The result of a validation: the effect of connecting the key. Amounts are numbers in text.</summary>
/// <param name="Permissions">The key's rights.</param>
/// <param name="AccountId">The exchange's id of the account; null where it names none.</param>
/// <param name="PortfolioName">The portfolio that it would be synced into, which may not exist yet.</param>
/// <param name="Wallets">Each wallet's outcome, as in a run; the assets are those of wallets that were read.</param>
/// <param name="Coverage">The share of the account that was read, as in a run; null without a comparison.</param>
/// <param name="AlreadyConnected">The connection that has this account or this key; null when none has.</param>
public sealed record Validation(
    IReadOnlyList<string> Permissions,
    string? AccountId,
    string PortfolioName,
    IReadOnlyList<ValidationAsset> Assets,
    int DustSkipped,
    int Unpriced,
    string TotalUsd,
    IReadOnlyList<RunWallet> Wallets,
    Coverage? Coverage,
    AlreadyConnected? AlreadyConnected,
    IReadOnlyList<ValidationDerivatives> Derivatives);

/// <summary>A wallet of derivatives, which would count by its value as a whole. Amounts are numbers in text.</summary>
/// <param name="Name">As the exchange calls it.</param>
/// <param name="ValueUsd">Its equity, unrealised profit included.</param>
public sealed record ValidationDerivatives(string Wallet, string Name, string ValueUsd, string UnrealizedProfitUsd);

/// <summary>A connection that already has the key or its account.</summary>
public sealed record AlreadyConnected(Guid ConnectionId, string Label);

/// <summary>An asset that would be synced.</summary>
/// <param name="ValueUsd">Null when unpriced.</param>
public sealed record ValidationAsset(string Symbol, string Name, string Quantity, string? ValueUsd);
