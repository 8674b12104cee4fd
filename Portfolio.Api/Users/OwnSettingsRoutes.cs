using System.Security.Claims;
using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Api.Currencies;
using Portfolio.Api.Reference;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Identity;
using Portfolio.Contracts.Prices;
using Portfolio.Storage.Identity;
using Portfolio.Storage.Prices;

namespace Portfolio.Api.Users;

/// <summary><c>/me</c>: the caller, and the caller's own settings.</summary>
internal static class OwnSettingsRoutes
{
    public static void MapOwnSettings(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/me", ReadAsync).WithTags("You").WithSummary("Who you are, and what your token may do")
            .Answers<CurrentAccess>(200, "As it is now.").Fails(ErrorKinds.NotFound);
        routes.MapPatch("/me", ChangeAsync).WithTags("You").WithSummary("Change your settings")
            .WithDescription("The currency is that of the pages. Answers have one only where a request names it.")
            .Takes(new BodyExample<OwnSettingsRequest>
            {
                Name = "currency", Summary = "Show values in euros", Body = new() { Currency = "EUR" },
            })
            .Answers<CurrentAccess>(200, "As it is now.").Fails(ErrorKinds.NotFound)
            .Refuses("currency", CurrencyReader.Problem([CurrencyCodes.Usd, "EUR", "BTC"]));
    }

    private static async Task<IResult> ReadAsync(
        ClaimsPrincipal caller, CurrentUser user, UserStore users, CancellationToken ct) =>
        await users.FindAsync(user.Id, ct) is { } row
            ? ApiResults.Ok(new CurrentAccess(
                row.Id, row.Name, row.Email, row.Role, Caller.ScopeOf(caller) ?? AccessScopes.Read, row.Currency))
            : ApiResults.NotFound();

    private static async Task<IResult> ChangeAsync(
        HttpContext http, CurrentUser user, UserStore users, CurrencyReader currencies, CurrencyStore chosen,
        CancellationToken ct)
    {
        var body = await JsonBody<OwnSettingsRequest>.ReadAsync(http.Request, ct);
        if (!body.TryGet(out var request, out var refusal))
            return refusal;

        var requested = await currencies.RequestedAsync(user.Id, request.Currency ?? "", ct);
        if (requested.Currency is not { } currency)
            return requested.Refusal ?? ApiResults.NotFound();

        await chosen.ChooseAsync(user.Id, currency.Code, ct);
        return await ReadAsync(http.User, user, users, ct);
    }
}
