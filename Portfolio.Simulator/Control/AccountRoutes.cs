using System.Net;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Exchanges;

namespace Portfolio.Simulator.Control;

internal static class AccountRoutes
{
    private const int MostNumbered = 100_000;

    public static void MapAccounts(this RouteGroupBuilder control)
    {
        control.MapGet("/accounts", (AccountBook accounts) => accounts.Demo.Select(KeyShown.Of));
        control.MapGet("/numbered-accounts", ListNumbered);
        control.MapPatch("/accounts/{name}", ChangeKey);
        control.MapGet("/accounts/{name}/balances", ListBalances);
        control.MapPut("/accounts/{name}/balances/{wallet}/{asset}", SetBalance);
        control.MapDelete("/accounts/{name}/balances/{wallet}/{asset}", DeleteBalance);
    }

    private static IResult ListNumbered(long? from, int? count, string? exchange, SimulatedExchanges exchanges)
    {
        if ((exchange is null ? exchanges.All[0] : exchanges.Find(exchange)) is not { NumberedAccounts: var numbered })
            return ControlRoutes.Refused($"There is no exchange \"{exchange}\".");

        var (first, howMany) = (from ?? 0, count ?? 100);
        return first < 0 || howMany is < 0 or > MostNumbered || first + howMany > NumberedAccounts.Count
            ? ControlRoutes.Refused($"from must be 0 or more, and count between 0 and {MostNumbered}.")
            : Results.Ok(Enumerable.Range(0, howMany).Select(i => KeyShown.Of(numbered.Get(first + i))));
    }

    private static IResult ChangeKey(string name, KeyChange change, AccountBook accounts)
    {
        if (accounts.FindByName(name) is not { } key)
            return NoAccount(name);

        var addresses = new List<IPAddress>();
        foreach (var text in change.AllowedAddresses ?? [])
        {
            if (!IPAddress.TryParse(text, out var address))
                return ControlRoutes.Refused($"\"{text}\" is not an IP address.");
            addresses.Add(address);
        }

        foreach (var (flag, value) in change.Permissions ?? [])
            key.Rights = key.Rights.With(flag, value);
        key.AllowedAddresses = change.AllowedAddresses is null ? key.AllowedAddresses : addresses;
        key.Deleted = change.Deleted ?? key.Deleted;
        key.RegionBlocked = change.RegionBlocked ?? key.RegionBlocked;
        return Results.Ok(KeyState.Of(key));
    }

    private static IResult ListBalances(string name, AccountBook accounts) =>
        accounts.FindByName(name) is { } key
            ? Results.Ok(
                from wallet in accounts.WalletsOf(key)
                from row in key.Account.Wallet(wallet)
                select BalanceShown.Of(wallet, row.Key, row.Value))
            : NoAccount(name);

    private static IResult SetBalance(
        string name, string wallet, string asset, BalanceChange change, AccountBook accounts)
    {
        if (accounts.FindByName(name) is not { } key)
            return NoAccount(name);

        var wallets = accounts.WalletsOf(key);
        return wallets.FirstOrDefault(known => known.Name == wallet) is { } found
            ? ChangeBalance(key.Account, found, asset, change)
            : NoWallet(wallet, wallets);
    }

    private static IResult ChangeBalance(SimulatedAccount account, Wallet wallet, string asset, BalanceChange change)
    {
        Balance balance;
        try
        {
            balance = change.ToBalance();
        }
        catch (FormatException notAnAmount)
        {
            return ControlRoutes.Refused(notAnAmount.Message);
        }

        if (!wallet.CanLock && !balance.Locked.IsZero)
            return ControlRoutes.Refused($"In {wallet.Name} nothing can be locked.");
        if (!wallet.CanBorrow && !balance.Borrowed.IsZero)
            return ControlRoutes.Refused($"In {wallet.Name} nothing can be borrowed.");

        // The positions that are settled in the asset stay open.
        balance = balance with { Positions = account.Wallet(wallet).GetValueOrDefault(asset).Positions };
        account.Set(wallet, asset, balance);
        return Results.Ok(BalanceShown.Of(wallet, asset, balance));
    }

    private static IResult DeleteBalance(string name, string wallet, string asset, AccountBook accounts)
    {
        if (accounts.FindByName(name) is not { } key)
            return NoAccount(name);

        var wallets = accounts.WalletsOf(key);
        if (wallets.FirstOrDefault(known => known.Name == wallet) is not { } found)
            return NoWallet(wallet, wallets);

        key.Account.Set(found, asset, default);
        return Results.NoContent();
    }

    /// <summary>The error for an account name that no exchange knows.</summary>
    public static IResult NoAccount(string name) => ControlRoutes.Unknown($"There is no account \"{name}\".");

    /// <summary>The error for a wallet that the account's exchange does not have.</summary>
    public static IResult NoWallet(string wallet, IReadOnlyList<Wallet> known) => ControlRoutes.Unknown(
        $"There is no wallet \"{wallet}\", only {string.Join(", ", known.Select(other => other.Name))}.");
}
