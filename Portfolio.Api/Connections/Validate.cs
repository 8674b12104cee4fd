using System.Globalization;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Connections;

/// <summary>Tries a key and shows what would be synced. Saves nothing.</summary>
internal sealed class Validate(KeyTrial trial, PortfolioStore portfolios)
{
    public async Task<ValidateOutcome> RunAsync(Guid userId, ConnectRequest request, CancellationToken ct)
    {
        var problems = ConnectRules.Check(request);
        if (problems.Count > 0 || ConnectRules.Exchange(request) is not { } exchange)
            return new ValidateOutcome.Invalid(problems);
        if (await PortfolioNameAsync(userId, request.PortfolioId, exchange, ct) is not { } portfolioName)
            return new ValidateOutcome.Invalid(ConnectRules.UnknownPortfolio);

        return await trial.RunAsync(userId, exchange.Exchange, ConnectRules.Credentials(request), ct) switch
        {
            TrialOutcome.Accepted { Key: var accepted } => new ValidateOutcome.Valid(Shape(accepted, portfolioName)),
            var notAccepted => new ValidateOutcome.NotAccepted(notAccepted),
        };
    }

    /// <summary>Null when the portfolio is not the user's.</summary>
    private async Task<string?> PortfolioNameAsync(
        Guid userId, Guid? portfolioId, ExchangeDescription exchange, CancellationToken ct) =>
        portfolioId is { } id
            ? (await portfolios.FindAsync(userId, id, ct))?.Name
            : await portfolios.ListAsync(userId, null, 1, ct) is [{ Name: var first }] ? first : $"{exchange.Name} Sync";

    private static Validation Shape(KeyAccepted accepted, string portfolioName) => new(
        accepted.Permissions,
        accepted.AccountId,
        portfolioName,
        [.. accepted.Assets.Select(asset => new ValidationAsset(
            asset.Symbol, asset.Name, Text(asset.Quantity), asset.ValueUsd is { } value ? Text(value) : null))],
        accepted.DustSkipped,
        accepted.Unpriced,
        Text(accepted.TotalUsd));

    /// <summary>Without zeros that say nothing.</summary>
    private static string Text(decimal amount) => amount.ToString("0.############################", CultureInfo.InvariantCulture);
}

internal abstract record ValidateOutcome
{
    private ValidateOutcome()
    {
    }

    /// <param name="Fields">Field name to what is wrong with it.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Fields) : ValidateOutcome;

    public sealed record Valid(Validation Preview) : ValidateOutcome;

    /// <summary>Refused, or not tried at all.</summary>
    public sealed record NotAccepted(TrialOutcome Trial) : ValidateOutcome;
}
