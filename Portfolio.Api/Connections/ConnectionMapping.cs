using System.Text.Json;
using Portfolio.Api.Answers;
using Portfolio.Contracts.Connections;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Runs;

namespace Portfolio.Api.Connections;

/// <summary>Stored rows as the API shows them.</summary>
internal static class ConnectionMapping
{
    public static Connection Of(ConnectionRow row, DateTimeOffset now) => new(
        row.Id,
        row.Exchange,
        row.Label,
        row.ApiKeyMasked,
        ConnectionStatus.Of(row, now),
        ErrorOf(row, now),
        row.Permissions ?? [],
        row.PortfolioId,
        row.CreatedAt,
        // After the clock was set back, the order of the runs has it a little ahead of now.
        row.LastAttemptAt > now ? now : row.LastAttemptAt,
        row.LastSyncedAt,
        row.NextSyncAt,
        row.SyncIntervalMinutes,
        ContradictionMapping.Of(row),
        row.KeyExpiresAt,
        row.KeyAddresses);

    public static Run Of(RunRow row, string exchange) => new(
        row.Id,
        row.Trigger,
        row.Outcome,
        row.StartedAt,
        row.FinishedAt,
        row.AssetsSynced,
        row.DustSkipped,
        row.Unpriced,
        ContradictionMapping.ErrorOf(row, exchange)
            ?? ErrorOf(exchange, row.Outcome, row.ErrorKind, row.ErrorCode, row.ErrorDetail, null),
        [.. Read<StoredWallet>(row.Wallets).Select(wallet => new RunWallet(
            wallet.Wallet,
            wallet.Outcome,
            wallet.Outcome is WalletOutcomes.Unsupported
                ? null
                : ContradictionMapping.ErrorOf(wallet, exchange) ?? WalletErrorOf(exchange, wallet),
            wallet.ReadAt))],
        Read<RunChange>(row.Changes),
        CoverageOf(row.Coverage));

    /// <param name="json">As stored with a run or sent with a validation; null: the account was not compared.</param>
    public static Coverage? CoverageOf(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<Coverage>(json, JsonSerializerOptions.Web);

    private static ConnectionError? ErrorOf(ConnectionRow row, DateTimeOffset now) =>
        ContradictionMapping.ErrorOf(row, now)
            ?? ErrorOf(row.Exchange, row.LastOutcome, row.ErrorKind, row.ErrorCode, row.ErrorDetail, row.RetryAt);

    private static ConnectionError? ErrorOf(
        string exchange, string? outcome, string? kind, string? code, string? detail, DateTimeOffset? retryAt)
    {
        if (kind is null)
            return null;

        var sentences = outcome is RunOutcomes.Partial
            ? WalletErrorText.OfMissed(kind, exchange, detail, code)
            : ErrorCatalog.For(kind, exchange, detail, code);
        return new ConnectionError(kind, sentences.Message, sentences.Action, code, retryAt);
    }

    private static ConnectionError? WalletErrorOf(string exchange, StoredWallet wallet)
    {
        if (wallet.ErrorKind is not { } kind)
            return null;

        var sentences = WalletErrorText.Of(kind, exchange, wallet.ErrorCode);
        return new ConnectionError(kind, sentences.Message, sentences.Action, wallet.ErrorCode, null);
    }

    private static List<T> Read<T>(string json) =>
        JsonSerializer.Deserialize<List<T>>(json, JsonSerializerOptions.Web) ?? [];
}
