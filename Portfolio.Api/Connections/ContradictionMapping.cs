using System.Text.Json;
using Portfolio.Api.Answers;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Runs;

namespace Portfolio.Api.Connections;

/// <summary>Readings that were not booked, as the API shows them.</summary>
internal static class ContradictionMapping
{
    /// <summary>Null while there is none.</summary>
    public static Contradiction? Of(ConnectionRow row) =>
        row is { Contradiction: { } json, ContradictedSince: { } since }
        && JsonSerializer.Deserialize<StoredContradiction>(json, JsonSerializerOptions.Web) is { } stored
            ? new Contradiction(stored.Id, since, row.ReadingConfirmedAt, stored.Wallets, stored.Changes)
            : null;

    /// <summary>Null where the error is another one.</summary>
    public static ConnectionError? ErrorOf(ConnectionRow row, DateTimeOffset now) =>
        row is { LastOutcome: RunOutcomes.Partial, ErrorKind: { } kind } && ContradictionText.Covers(kind)
            ? ErrorOf(
                kind,
                row.Exchange,
                [.. Of(row)?.Wallets.Select(Reported).OfType<ReportedWallet>() ?? []],
                Names(row.ErrorDetail),
                ConnectionStatus.Of(row, now) is ConnectionStatus.ActionRequired)
            : null;

    /// <summary>Null where the error is another one.</summary>
    public static ConnectionError? ErrorOf(RunRow run, string exchange)
    {
        if (run.ErrorKind is not { } kind || !ContradictionText.Covers(kind))
            return null;

        var wallets = JsonSerializer.Deserialize<List<StoredWallet>>(run.Wallets, JsonSerializerOptions.Web) ?? [];
        return ErrorOf(
            kind,
            exchange,
            [.. wallets.Select(Reported).OfType<ReportedWallet>()],
            Names(run.ErrorDetail),
            asksPerson: false);
    }

    /// <summary>Null where the error is another one.</summary>
    public static ConnectionError? ErrorOf(StoredWallet wallet, string exchange) =>
        wallet.ErrorKind is { } kind && ContradictionText.Covers(kind)
            ? ErrorOf(
                kind,
                exchange,
                Reported(wallet) is { } reported ? [reported] : [],
                kind is ErrorKinds.Unconfirmed ? [wallet.Wallet] : [],
                asksPerson: false)
            : null;

    /// <param name="missed">All wallets that were not booked, those of <paramref name="reported"/> among them.</param>
    private static ConnectionError ErrorOf(
        string kind,
        string exchange,
        IReadOnlyList<ReportedWallet> reported,
        IReadOnlyList<string> missed,
        bool asksPerson)
    {
        var text = kind is ErrorKinds.Unconfirmed
            ? ContradictionText.Unconfirmed(exchange, missed)
            : ContradictionText.Of(
                exchange, reported, [.. missed.Where(name => !IsReported(name, reported))], asksPerson);
        return new ConnectionError(kind, text.Message, text.Action, null, null);
    }

    /// <summary>Flexible earn stands for all of earn.</summary>
    private static bool IsReported(string wallet, IReadOnlyList<ReportedWallet> reported) => reported.Any(known =>
        known.Wallet == wallet || (known.Wallet is "earn_flexible" && wallet is "earn_locked"));

    private static string[] Names(string? detail) =>
        detail?.Split([", ", "; "], StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static ReportedWallet? Reported(ContradictedWallet wallet) =>
        ReportedWallet.Of(wallet.Wallet, wallet.ReportedUsd, wallet.ReadUsd);

    private static ReportedWallet? Reported(StoredWallet wallet) =>
        ReportedWallet.Of(wallet.Wallet, wallet.ReportedUsd, wallet.ReadUsd);

    private sealed record StoredContradiction(
        Guid Id, IReadOnlyList<ContradictedWallet> Wallets, IReadOnlyList<ContradictedChange> Changes);
}

/// <summary>One wallet of a run, as <c>sync_runs.wallets</c> stores it.</summary>
internal sealed record StoredWallet(
    string Wallet,
    string Outcome,
    string? ErrorKind,
    string? ErrorCode,
    string? ReportedUsd = null,
    string? ReadUsd = null,
    DateTimeOffset? ReadAt = null);
