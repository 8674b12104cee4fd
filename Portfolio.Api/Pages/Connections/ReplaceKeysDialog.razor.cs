using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portfolio.Api.Answers;
using Portfolio.Api.Connections;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Pages.Connections;

public sealed partial class ReplaceKeysDialog
{
    private bool busy;

    [Parameter, EditorRequired] public ConnectionView View { get; set; } = null!; // Required.

    private ExchangeDescription Exchange => ExchangeCatalog.Find(View.Connection.Exchange) ?? ExchangeCatalog.All[0];

    private async Task ReplaceAsync()
    {
        Failure = null;
        if (Fields is null || busy || !Fields.Check())
            return;

        busy = true;
        try
        {
            var user = await PageUser.IdAsync();
            await ShowAsync(user, await Replace.HandleAsync(user, View.Id, Typed(Fields.Request()), Left));
        }
        catch (OperationCanceledException)
        {
            // The dialog was closed meanwhile; the list shows the outcome.
        }

        busy = false;
    }

    private static CredentialsRequest Typed(ConnectRequest typed) =>
        new() { ApiKey = typed.ApiKey, ApiSecret = typed.ApiSecret, Passphrase = typed.Passphrase };

    private async Task ShowAsync(Guid user, ReplaceCredentialsOutcome outcome)
    {
        switch (outcome)
        {
            case ReplaceCredentialsOutcome.Replaced { Connection: { Paused: true } paused }:
                Fields?.Forget();
                CloseWith(Texts.FormatKeys_ReplacedPaused(paused.Label), Severity.Success);
                break;
            case ReplaceCredentialsOutcome.Replaced { Connection: var row }:
                Report(row, await SyncWaiter.WaitAsync(user, row, Patience, Left));
                break;
            case ReplaceCredentialsOutcome.Invalid invalid:
                Fields?.Show(invalid.Fields);
                break;
            case ReplaceCredentialsOutcome.NotFound:
                Dialog.Cancel();
                break;
            default:
                Failure = FailureOf(outcome);
                Fields?.Show(Failure.Fields);
                break;
        }
    }

    private KeyFailure FailureOf(ReplaceCredentialsOutcome outcome) => outcome switch
    {
        KeyNotAccepted { Trial: var trial } => KeyFailure.Of(trial, ErrorCatalog.ForReplacement),
        ReplaceCredentialsOutcome.OtherAccount =>
            new(ErrorCatalog.ForReplacement(ErrorKinds.AccountMismatch, Exchange.Exchange, null, null)),
        ReplaceCredentialsOutcome.AccountUnknown =>
            new(ErrorCatalog.ForReplacement(ErrorKinds.ExchangeUnavailable, Exchange.Exchange, null, null)),
        ReplaceCredentialsOutcome.DuplicateKey { Existing: var has } =>
            new(ErrorCatalog.For(ErrorKinds.DuplicateKey, has.Exchange, has.Label), has),
        ReplaceCredentialsOutcome.DuplicateAccount { Existing: var has } =>
            new(ErrorCatalog.For(ErrorKinds.DuplicateAccount, has.Exchange, has.Label), has),
        ReplaceCredentialsOutcome.ReplacedMeanwhile { Connection: var row } =>
            new(ErrorCatalog.For(ErrorKinds.Conflict, row.Exchange, row.Label)),
        _ => new(ErrorCatalog.For(ErrorKinds.Internal, null)),
    };

    private void Report(ConnectionRow row, SyncOutcome outcome) =>
        Report(DialogOutcome.Of(outcome, Texts.FormatKeys_Replaced(row.Label), synced => Synced(row, synced)));

    private string Synced(ConnectionRow row, SyncOutcome.Synced synced)
    {
        var worth = Format.RoundUsd(Amounts.Read(synced.Sync.TotalUsd));
        return Plural.Of(
            synced.AssetsSynced,
            Texts.FormatKeys_ReplacedSynced_One(row.Label, worth),
            count => Texts.FormatKeys_ReplacedSynced_Many(row.Label, count, worth));
    }
}
