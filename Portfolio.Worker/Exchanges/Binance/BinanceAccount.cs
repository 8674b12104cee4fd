using System.Globalization;
using System.Text.Json;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>The answer of the account endpoint: spot balances, with receipts of Simple Earn among them.</summary>
/// <param name="Id">Null where the venue does not report it.</param>
/// <param name="Rows">Free and locked together, as listed, without empty ones.</param>
internal sealed record BinanceAccount(string? Id, IReadOnlyList<AssetQuantity> Rows)
{
    /// <exception cref="JsonException">
    /// Not an account: an answer without a readable list of balances must not pass for an empty account.
    /// </exception>
    public static BinanceAccount Read(ReadOnlySpan<byte> body)
    {
        var account = JsonSerializer.Deserialize(body, BinanceJson.Default.BinanceAccountBody);
        if (account?.Balances is not { } balances)
            throw new JsonException("The account has no balances.");

        var rows = new List<AssetQuantity>(balances.Count);
        foreach (var balance in balances)
        {
            if (balance is not { Asset: { } asset, Free: { } free, Locked: { } locked } || !AssetName.IsOne(asset))
                throw new JsonException("A balance lacks its asset, or one of its amounts.");

            if (free + locked is not 0 and var quantity)
                rows.Add(new AssetQuantity(asset, quantity));
        }

        return new BinanceAccount(
            account.Uid?.ToString(CultureInfo.InvariantCulture), AssetQuantity.EachOnce(rows));
    }
}
