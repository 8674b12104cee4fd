using System.ComponentModel.DataAnnotations;

namespace Portfolio.Contracts.Connections;

/// <summary>
/// A reading that the exchange's own totals contradict. It is not booked: it is read again, and booked once both agree
/// or a person confirms it by <c>POST /connections/{id}/confirm-reading</c>.
/// </summary>
/// <param name="Id">Names this reading in a confirmation; another reading has another id.</param>
/// <param name="Since">When a sync first found a contradiction that every sync since then has found.</param>
/// <param name="ConfirmedAt">When a person confirmed it; null: no one has, or the sync that books it has ended.</param>
/// <param name="Changes">The changes that a confirmation books.</param>
public sealed record Contradiction(
    Guid Id,
    DateTimeOffset Since,
    DateTimeOffset? ConfirmedAt,
    IReadOnlyList<ContradictedWallet> Wallets,
    IReadOnlyList<ContradictedChange> Changes);

/// <summary>Amounts in USD, as numbers in text.</summary>
/// <param name="Wallet">One of the exchange's wallets; flexible earn stands for all of earn.</param>
/// <param name="ExchangeName">As the exchange calls it.</param>
/// <param name="ReportedUsd">Its value by the exchange's report.</param>
/// <param name="ReadUsd">The value of the balances that were read.</param>
public sealed record ContradictedWallet(string Wallet, string ExchangeName, string ReportedUsd, string ReadUsd);

/// <summary>Quantities in units of the asset, as numbers in text.</summary>
/// <param name="Stored">The wallet's quantity as long as the reading is not booked.</param>
/// <param name="Read">The quantity in the reading.</param>
public sealed record ContradictedChange(string Wallet, string Symbol, string Stored, string Read);

/// <summary>Names the reading that you confirm.</summary>
public sealed record ConfirmReadingRequest
{
    /// <summary>The <c>id</c> of the connection's <c>contradiction</c>, as you have seen it.</summary>
    [Required]
    public Guid? Contradiction { get; init; }
}
