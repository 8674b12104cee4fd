using System.Text.Json;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// An account's value by the exchange itself. A sync's coverage is measured against it, and a reading that it
/// contradicts is not booked. docs/reported-totals.md lists the content of each exchange's totals.
/// </summary>
/// <param name="TotalUsd">Of all wallets, those outside a sync's reach included; below zero with debts.</param>
/// <param name="Wallets">Those that a sync reads, and of the others those that are not empty.</param>
internal sealed record AccountTotal(decimal TotalUsd, IReadOnlyList<WalletTotal> Wallets)
{
    /// <summary>Of all wallets the exchange lists.</summary>
    /// <exception cref="JsonException">A wallet has no name that can be shown, or an impossible value.</exception>
    public static AccountTotal Of(IReadOnlyList<WalletTotal> all) => !all.All(wallet => wallet.CanBeShown)
        ? throw new JsonException("A wallet's total cannot be used.")
        : new(
        all.Sum(wallet => wallet.Usd), [.. all.Where(wallet => wallet.Wallet is not null || wallet.Usd is not 0)]);
}

/// <param name="ExchangeName">As the exchange calls it: "USD-M Futures", "classic".</param>
/// <param name="Wallet">
/// One of <see cref="WalletNames"/>; null: a wallet that is not read. An exchange that has one total for all kinds of
/// earn has it under <see cref="WalletNames.EarnFlexible"/>.
/// </param>
internal sealed record WalletTotal(string ExchangeName, string? Wallet, decimal Usd)
{
    /// <summary>
    /// True where the total also holds products that are not read (dual investment beside Simple Earn): then an empty
    /// reading beside a total proves nothing.
    /// </summary>
    public bool HoldsMore => Wallet is WalletNames.EarnFlexible;

    /// <summary>Whether the total counts this wallet's holdings.</summary>
    public bool Counts(string wallet) => Wallet is WalletNames.EarnFlexible
        ? wallet is WalletNames.EarnFlexible or WalletNames.EarnLocked or WalletNames.EarnOnChain
        : wallet == Wallet;

    public bool CanBeShown => AssetName.IsOne(ExchangeName) && Amounts.IsValue(Usd);
}
