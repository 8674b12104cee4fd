using System.Security.Claims;
using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Api.Currencies;
using Portfolio.Api.Reference;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Identity;
using Portfolio.Contracts.Prices;
using Portfolio.Storage.Identity;

namespace Portfolio.Api.Users;

/// <summary><c>/me</c>: the caller, and the caller's own settings.</summary>
internal static class OwnSettingsRoutes
{
    public static void MapOwnSettings(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/me", ReadAsync).WithTags("You").WithSummary("Who you are, and what your token may do")
            .Answers<CurrentAccess>(200, "As it is now.").Fails(ErrorKinds.NotFound);
        routes.MapPatch("/me", ChangeAsync).WithTags("You").WithSummary("Change your settings")
            .WithDescription("They are of the pages. What programs are answered does not depend on them.")
            .Takes(
                new() { Name = "currency", Summary = "Show values in euros", Body = new() { Currency = "EUR" } },
                new BodyExample<OwnSettingsRequest>
                {
                    Name = "interval",
                    Summary = "Begin new connections with a quarter of an hour",
                    Body = new() { SyncIntervalMinutes = 15 },
                })
            .Answers<CurrentAccess>(200, "As it is now.").Fails(ErrorKinds.NotFound)
            .Refuses("currency", CurrencyReader.Problem([CurrencyCodes.Usd, "EUR", "BTC"]));
    }

    private static async Task<IResult> ReadAsync(
        ClaimsPrincipal caller, CurrentUser user, UserStore users, CancellationToken ct) =>
        await users.FindAsync(user.Id, ct) is { } row
            ? ApiResults.Ok(new CurrentAccess(
                row.Id, row.Name, row.Email, row.Role, Caller.ScopeOf(caller) ?? AccessScopes.Read, row.Currency,
                row.SyncIntervalMinutes))
            : ApiResults.NotFound();

    private static async Task<IResult> ChangeAsync(
        HttpContext http, CurrentUser user, UserStore users, CurrencyReader currencies, CancellationToken ct)
    {
        var body = await JsonBody<OwnSettingsRequest>.ReadAsync(http.Request, ct);
        if (!body.TryGet(out var request, out var refusal))
            return refusal;

        if (request is { Currency: null, SyncIntervalMinutes: null })
            return ApiResults.Invalid("body", Texts.FormatFields_NoChange("currency, syncIntervalMinutes"));
        if (request.SyncIntervalMinutes is < 5 or > 1440)
            return ApiResults.Invalid("syncIntervalMinutes", Texts.Fields_Interval);

        var requested = await currencies.RequestedAsync(user.Id, request.Currency, ct);
        if (requested.Refusal is { } wrong)
            return wrong;

        await users.ChangeOwnAsync(user.Id, requested.Currency?.Code, request.SyncIntervalMinutes, ct);
        return await ReadAsync(http.User, user, users, ct);
    }
}
