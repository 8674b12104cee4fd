using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Binance.Accounts;
using Portfolio.Simulator.Control;
using Portfolio.Simulator.Exchanges;

namespace Portfolio.Simulator.Binance.Control;

/// <summary>Receipts of Binance's flexible earn that disagree with their positions.</summary>
internal static class ReceiptRoutes
{
    public static void MapReceipts(this RouteGroupBuilder control)
    {
        control.MapGet("/accounts/{name}/receipts", List);
        control.MapPut("/accounts/{name}/receipts/{asset}", Set);
        control.MapDelete("/accounts/{name}/receipts/{asset}", Follow);
    }

    private static IResult List(string name, AccountBook accounts) => Find(name, accounts) is { } account
        ? Results.Ok(account.Receipts.Select(receipt => ReceiptShown.Of(receipt.Key, receipt.Value)))
        : Unknown(name);

    private static IResult Set(string name, string asset, ReceiptChange change, AccountBook accounts)
    {
        if (Find(name, accounts) is not { } account)
            return Unknown(name);
        if (change.Quantity is not { } text)
            return ControlRoutes.Refused("The quantity is missing.");

        try
        {
            var quantity = Quantity.Parse(text);
            account.SetReceipt(asset, quantity);
            return Results.Ok(ReceiptShown.Of(asset, quantity));
        }
        catch (FormatException notAnAmount)
        {
            return ControlRoutes.Refused(notAnAmount.Message);
        }
    }

    private static IResult Follow(string name, string asset, AccountBook accounts)
    {
        if (Find(name, accounts) is not { } account)
            return Unknown(name);

        account.SetReceipt(asset, null);
        return Results.NoContent();
    }

    private static BinanceAccount? Find(string name, AccountBook accounts) =>
        accounts.FindByName(name)?.Account as BinanceAccount;

    private static IResult Unknown(string name) =>
        ControlRoutes.Unknown($"There is no account \"{name}\" at Binance, and only Binance has receipts.");

    private sealed record ReceiptChange(string? Quantity);

    /// <param name="Name">As the spot wallet lists it.</param>
    private sealed record ReceiptShown(string Asset, string Name, string Quantity)
    {
        public static ReceiptShown Of(string asset, Quantity quantity) =>
            new(asset, EarnReceipts.NameOf(asset), quantity.Text);
    }
}
