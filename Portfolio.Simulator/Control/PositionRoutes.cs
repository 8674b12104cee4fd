using System.Globalization;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Exchanges;

namespace Portfolio.Simulator.Control;

/// <summary>Opens, moves and closes positions in the wallet that holds them; the coins stay as they are.</summary>
internal static class PositionRoutes
{
    public static void MapPositions(this RouteGroupBuilder control) =>
        control.MapPut("/accounts/{name}/positions/{asset}", SetPositions);

    /// <param name="wallet">Null: the first one of the exchange that holds positions.</param>
    private static IResult SetPositions(
        string name, string asset, string? wallet, PositionChange change, AccountBook accounts)
    {
        if (accounts.FindByName(name) is not { Account: var account } key)
            return AccountRoutes.NoAccount(name);
        if (accounts.WalletsOf(key).FirstOrDefault(
            known => known.HoldsPositions && (wallet ?? known.Name) == known.Name) is not { } holder
            || account.InSpotMode)
        {
            return ControlRoutes.Refused(
                $"The account \"{name}\" has no such wallet with positions or is in spot mode: no positions.");
        }

        OpenPositions positions;
        try
        {
            positions = change.ToPositions();
        }
        catch (FormatException notAnAmount)
        {
            return ControlRoutes.Refused(notAnAmount.Message);
        }

        var balance = account.Wallet(holder).GetValueOrDefault(asset) with { Positions = positions };
        account.Set(holder, asset, balance);
        return Results.Ok(BalanceShown.Of(holder, asset, balance));
    }
}

/// <summary>In units of the asset; "0" when null. Profit may be negative.</summary>
internal sealed record PositionChange(
    string? CrossProfit, string? IsolatedMargin, string? IsolatedProfit, string? BotProfit)
{
    /// <summary>Null where there are none.</summary>
    public static PositionChange? Of(OpenPositions positions) => positions == default
        ? null
        : new PositionChange(
            Text(positions.CrossProfit), Text(positions.IsolatedMargin), Text(positions.IsolatedProfit),
            Text(positions.BotProfit));

    /// <exception cref="FormatException">One of them is not an amount, or the margin is negative.</exception>
    public OpenPositions ToPositions() => Amount(IsolatedMargin) is >= 0 and var margin
        ? new OpenPositions(Amount(CrossProfit), margin, Amount(IsolatedProfit), Amount(BotProfit))
        : throw new FormatException("A margin is not negative.");

    private static decimal Amount(string? text) => decimal.TryParse(
        text ?? "0", NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
        out var amount)
            ? amount
            : throw new FormatException($"\"{text}\" is not an amount.");

    private static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
}
