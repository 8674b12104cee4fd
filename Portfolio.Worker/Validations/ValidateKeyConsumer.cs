using System.Collections.Frozen;
using MassTransit;
using Microsoft.Extensions.Options;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Credentials;
using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs;
using Portfolio.Worker.Syncs.Evidence;
using Contradiction = Portfolio.Worker.Syncs.Evidence.Contradiction;

namespace Portfolio.Worker.Validations;

/// <summary>
/// Reads an account with a key and answers with the balances that a sync would book. Stores nothing. Always answers
/// with a typed message: a fault would carry an exception's text to the caller and the sealed key to an error queue.
/// </summary>
internal sealed partial class ValidateKeyConsumer(
    CredentialSealer sealer,
    SyncAdmission syncAdmission,
    IEnumerable<IExchange> exchanges,
    EgressAddress egress,
    IOptions<SyncOptions> options,
    TimeProvider clock,
    ILogger<ValidateKeyConsumer> logger) : IConsumer<ValidateKey>
{
    public async Task Consume(ConsumeContext<ValidateKey> context)
    {
        var request = context.Message;
        using var ids = logger.BeginScope(new Dictionary<string, object>
        {
            ["RequestId"] = request.RequestId, ["UserId"] = request.UserId, ["Exchange"] = request.Exchange,
        });
        if (request.ExpiresAt > clock.GetUtcNow())
            await ValidateAsync(context, request);
        else
            LogExpired();
    }

    private async Task ValidateAsync(ConsumeContext<ValidateKey> context, ValidateKey request)
    {
        try
        {
            var credentials = sealer.OpenForRequest(
                request.SealedKey,
                new KeyRequest(request.UserId, request.Exchange, request.RequestId, request.ExpiresAt));
            var exchange = exchanges.Single(known => known.Name == request.Exchange);
            var (snapshot, verdict) = await ReadAsync(
                exchange, credentials, request.ForPreview, context.CancellationToken);
            await context.RespondAsync(Preview(snapshot, verdict));
        }
        catch (ExchangeException refusal)
        {
            LogRefused(refusal.Kind, refusal.Code, refusal.Message);
            var detail = refusal.Detail ?? await egress.ForAsync(request.Exchange, refusal, context.CancellationToken);
            await context.RespondAsync(
                new KeyRefused(refusal.Kind, refusal.Code, detail, refusal.RetryAt, refusal.Field));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFault(fault);
            await context.RespondAsync(new KeyRefused(ErrorKinds.Internal, null, null, null));
        }
    }

    /// <summary>As a sync that a person waits for: with capacity for all of it, or not at all.</summary>
    private async Task<(AccountSnapshot Snapshot, Verdict Verdict)> ReadAsync(
        IExchange exchange, ApiCredentials credentials, bool forPreview, CancellationToken ct)
    {
        await using var admission = await syncAdmission.AdmitAsync(
            exchange, region: null, scheduled: false, fullReading: true, ct);
        if (admission.Deferral is { } deferral)
            throw new BudgetSpentException(exchange.Name, deferral.Until);

        var key = new ExchangeKey(credentials, reservation: admission.Reservation)
        {
            WalletLimit = forPreview ? new WalletLimit(options.Value.PreviewWalletTimeout, clock) : null,
        };
        var first = await AccountReader.ReadAsync(exchange, key, FrozenSet<string>.Empty, ct);
        return await Settlement.ReadAsync(exchange, key, first, [], Baselines.None, ct);
    }

    private KeyAccepted Preview(AccountSnapshot snapshot, Verdict verdict)
    {
        var account = Judgement.Withheld(
            snapshot.Account, verdict.Contradicted, WalletOutcome.Contradicted, ErrorKinds.Contradicted);
        var contradiction = Contradiction.Of(Guid.Empty, verdict);
        var dust = new DustLine(options.Value.DustEntersAtUsd, options.Value.DustLeavesBelowUsd);
        var reconciled = Reconciliation.Of(
            [], account, snapshot.Prices, snapshot.Names, dust, clock.GetUtcNow());
        var assets = reconciled.Booked
            .OrderByDescending(asset => asset.ValueUsd ?? -1)
            .Select(asset => new PreviewAsset(asset.Symbol, asset.Balances[0].Name, asset.Held, asset.ValueUsd));
        return new KeyAccepted(
            snapshot.Key.Granted,
            account.AccountId,
            [.. assets],
            reconciled.DustSkipped,
            reconciled.Unpriced,
            reconciled.TotalUsd)
        {
            Derivatives = DerivativesOf(reconciled),
            Wallets = [.. account.Wallets.Select(wallet => Of(RunResult.Of(wallet, contradiction)))],
            Coverage = AccountCoverage.Of(snapshot, account),
        };
    }

    /// <summary>One for each of such wallets that has a value.</summary>
    private static IReadOnlyList<PreviewDerivatives> DerivativesOf(Reconciled reconciled) =>
    [
        .. reconciled.Held.Where(asset => !asset.IsBooked).SelectMany(asset => asset.Balances)
            .GroupBy(balance => balance.Wallet)
            .Select(wallet => new PreviewDerivatives(
                wallet.Key,
                wallet.Sum(balance => balance.ValueUsd ?? 0),
                wallet.Sum(balance => balance.UnrealizedProfit * (balance.PriceUsd ?? 0)))),
    ];

    private static PreviewWallet Of(WalletResult wallet) =>
        new(wallet.Wallet, wallet.Outcome, wallet.ErrorKind, wallet.ErrorCode)
        {
            ReportedUsd = wallet.ReportedUsd,
            ReadUsd = wallet.ReadUsd,
        };

    [LoggerMessage(LogLevel.Information, "Dropped the validation of a key: its caller no longer waits for it")]
    private partial void LogExpired();

    [LoggerMessage(LogLevel.Information, "The key was not accepted: {Kind}, code {Code}: {Detail}")]
    private partial void LogRefused(string kind, string? code, string detail);

    [LoggerMessage(LogLevel.Error, "The key could not be validated")]
    private partial void LogFault(Exception fault);
}
