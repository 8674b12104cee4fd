using System.Globalization;
using Portfolio.Api.Answers;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Portfolios;
using Portfolio.Storage.Runs;

namespace Portfolio.Api.Connections;

/// <summary>Tries a key and shows what would be synced. Saves nothing.</summary>
internal sealed class ValidateHandler(
    KeyValidation validation, PortfolioStore portfolios, ConnectionStore connections, CredentialStore keys)
{
    public async Task<ValidateOutcome> HandleAsync(Guid userId, ConnectRequest request, CancellationToken ct)
    {
        if (!ConnectRules.TryRead(request, out var input, out var problems))
            return new ValidateOutcome.Invalid(problems);

        var (exchange, credentials) = (input.Exchange, input.Credentials);
        if (await PortfolioNameAsync(userId, request.PortfolioId, exchange, ct) is not { } portfolioName)
            return new ValidateOutcome.Invalid(ConnectRules.UnknownPortfolio);

        var tried = await validation.RunAsync(userId, exchange.Exchange, credentials, forPreview: true, ct);
        if (tried is not KeyValidationOutcome.Accepted { Key: var accepted })
            return new ValidateOutcome.NotAccepted(tried);

        var has = await ConnectedAsync(userId, exchange.Exchange, credentials.ApiKey, accepted.AccountId, ct);
        var preview = Shape(accepted, exchange.Exchange, portfolioName, has);
        return has is null ? new ValidateOutcome.Valid(preview) : new ValidateOutcome.AlreadyConnected(preview, has);
    }

    /// <summary>
    /// The connection that keeps the key from being connected. A refused one is repaired by its own key, but not by
    /// another key of its account.
    /// </summary>
    private async Task<ConnectionRow?> ConnectedAsync(
        Guid userId, string exchange, string apiKey, string? accountId, CancellationToken ct)
    {
        if (await keys.FindByKeyAsync(userId, exchange, apiKey, ct) is { } hasKey)
            return hasKey.LastOutcome is RunOutcomes.Refused ? null : hasKey;

        return accountId is null ? null : await connections.FindByAccountAsync(userId, exchange, accountId, ct);
    }

    /// <summary>Null when the portfolio is not the user's.</summary>
    private async Task<string?> PortfolioNameAsync(
        Guid userId, Guid? portfolioId, ExchangeDescription exchange, CancellationToken ct) =>
        portfolioId is { } id
            ? (await portfolios.FindAsync(userId, id, ct))?.Name
            : await portfolios.ListAsync(userId, null, 1, ct) is [{ Name: var first }]
            ? first : $"{exchange.Name} Sync";

    private static Validation Shape(
        KeyAccepted accepted, string exchange, string portfolioName, ConnectionRow? has) => new(
        accepted.Permissions,
        accepted.AccountId,
        portfolioName,
        [.. accepted.Assets.Select(asset => new ValidationAsset(
            asset.Symbol, asset.Name, Text(asset.Quantity), asset.ValueUsd is { } value ? Text(value) : null))],
        accepted.DustSkipped,
        accepted.Unpriced,
        Text(accepted.TotalUsd),
        [.. (accepted.Wallets ?? []).Select(wallet => PreviewedWallet.Of(wallet, exchange))],
        ConnectionMapping.CoverageOf(accepted.Coverage),
        has is null ? null : new AlreadyConnected(has.Id, has.Label),
        [.. (accepted.Derivatives ?? []).Select(wallet => new ValidationDerivatives(
            wallet.Wallet, WalletLabel.Of(exchange, wallet.Wallet), Text(wallet.ValueUsd),
            Text(wallet.UnrealizedProfitUsd)))]);

    /// <summary>Without trailing zeros.</summary>
    private static string Text(decimal amount) =>
        amount.ToString("0.############################", CultureInfo.InvariantCulture);
}

internal abstract record ValidateOutcome
{
    private ValidateOutcome()
    {
    }

    /// <param name="Fields">Field name to its problem.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Fields) : ValidateOutcome;

    public sealed record Valid(Validation Preview) : ValidateOutcome;

    /// <summary>The key works, but another connection already has it or its account.</summary>
    public sealed record AlreadyConnected(Validation Preview, ConnectionRow Existing) : ValidateOutcome;

    /// <summary>Refused, or not tried.</summary>
    public sealed record NotAccepted(KeyValidationOutcome Trial) : ValidateOutcome;
}
