using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Kraken.Market;

namespace Portfolio.Simulator.Kraken.Accounts;

/// <summary>One row of an account's balances.</summary>
/// <param name="Code">The plain symbol of the asset.</param>
/// <param name="Suffix">With its point; empty in the rows that have none.</param>
/// <param name="Hold">What orders hold of it.</param>
internal sealed record KrakenRow(string Code, string Suffix, Balance Balance, Quantity Hold)
{
    public int Decimals => KrakenCoins.ByCode.GetValueOrDefault(Code)?.Decimals ?? 8;

    /// <summary>A name with a suffix never has the prefix X or Z.</summary>
    public string Name(bool isNew) =>
        isNew ? Code + Suffix
        : Suffix is "" ? KrakenNames.Id(Code)
        : KrakenNames.Altname(Code) + Suffix;

    /// <param name="owes">A debt makes the balance smaller; with a credit line it does not.</param>
    public string Total(bool owes) => KrakenAmount.Text(
        [Balance.Free, Balance.Locked], owes ? [Balance.Borrowed] : [], Decimals);
}
