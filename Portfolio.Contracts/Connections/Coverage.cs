using System.Text.Json.Serialization;

namespace Portfolio.Contracts.Connections;

/// <summary>The share of an account that was read, by the exchange's own totals. Amounts in USD, in text.</summary>
/// <param name="Share">From 0 to 1, to four places; null when the account is worth nothing.</param>
/// <param name="Outside">
/// What was not read: other wallets (futures, margin, copy trading), those that were missed, and what a total holds
/// beyond the products that are read of it (staking beside savings).
/// </param>
/// <param name="Gaps">
/// Wallets that were read, and of which the exchange reports more, or less, than was read; null in runs that are older
/// than the list.
/// </param>
public sealed record Coverage(
    string? Share,
    string AccountUsd,
    string CoveredUsd,
    IReadOnlyList<UncoveredWallet> Outside,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<WalletGap>? Gaps);

/// <param name="Wallet">As the exchange calls it.</param>
public sealed record UncoveredWallet(string Wallet, string Usd);

/// <summary>A wallet of which the exchange reports another value than was read.</summary>
/// <param name="Wallet">As the exchange calls it.</param>
/// <param name="Unpriced">Assets in it that have no price: part of the difference, perhaps all of it.</param>
public sealed record WalletGap(string Wallet, string ReportedUsd, string ReadUsd, IReadOnlyList<string> Unpriced);
