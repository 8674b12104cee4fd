using System.Text.Json.Serialization;

namespace Portfolio.Contracts.Connections;

/// <summary>The share of an account that was read, by the exchange's own totals. Amounts in USD, in text.</summary>
/// <param name="Share">From 0 to 1, to four places; null when the account is worth nothing.</param>
/// <param name="Outside">
/// The unread value: other wallets (futures, margin, copy trading), those that were missed, and the part of a total
/// beyond the products that are read (staking beside savings).
/// </param>
/// <param name="Gaps">
/// Wallets that were read, but have a higher or lower value by the exchange's report; left out in runs that are older
/// than the list.
/// </param>
public sealed record Coverage(
    string? Share,
    string AccountUsd,
    string CoveredUsd,
    IReadOnlyList<UncoveredWallet> Outside,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<WalletGap>? Gaps);

/// <summary>A part of the account that was not read.</summary>
/// <param name="Wallet">As the exchange calls it.</param>
public sealed record UncoveredWallet(string Wallet, string Usd);

/// <summary>A wallet whose reported value differs from the value that was read.</summary>
/// <param name="Wallet">As the exchange calls it.</param>
/// <param name="Unpriced">Its assets without a price, which explain a part of the difference, or all of it.</param>
public sealed record WalletGap(string Wallet, string ReportedUsd, string ReadUsd, IReadOnlyList<string> Unpriced);
