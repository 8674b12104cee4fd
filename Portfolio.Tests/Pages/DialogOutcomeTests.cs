using MudBlazor;
using Portfolio.Api.Connections;
using Portfolio.Api.Pages.Connections;
using Portfolio.Storage.Connections;

namespace Portfolio.Tests.Pages;

/// <summary>A dialog's messages about the sync it waited for.</summary>
public sealed class DialogOutcomeTests
{
    [Fact]
    public void A_refusal_keeps_the_dialog_open_with_its_sentence_and_remedy()
    {
        var refusal = Assert.IsType<DialogOutcome.Refusal>(
            Of(new SyncOutcome.Failed(Row("refused", "permission_denied"))));

        Assert.StartsWith("This key is not allowed to read balances.", refusal.Why.Message, StringComparison.Ordinal);
        Assert.StartsWith("Then sync again", refusal.Why.Action, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_that_is_connected_already_is_named_with_its_connection()
    {
        var first = Row("succeeded", null);

        var refusal = Assert.IsType<DialogOutcome.Refusal>(Of(new SyncOutcome.DuplicateAccount(first)));

        Assert.Equal("This OKX account is already connected as \"Savings\".", refusal.Why.Message);
        Assert.Same(first, refusal.Other);
    }

    [Fact]
    public void A_transient_failure_is_shown_after_the_dialog_is_closed_and_so_is_a_slow_sync()
    {
        var failed = Assert.IsType<DialogOutcome.Closing>(Of(new SyncOutcome.Failed(Row("failed", "network")))).Toast;
        var late = Assert.IsType<DialogOutcome.Closing>(Of(new SyncOutcome.Pending(Row(null, null)))).Toast;

        Assert.Equal(Severity.Warning, failed?.Severity);
        Assert.Equal(
            "Savings has new keys. The sync failed. Unable to connect to OKX. Check your network. "
            + "We will retry automatically.",
            failed?.Sentence);
        Assert.Equal("Savings has new keys. The sync has not finished yet.", late?.Sentence);
    }

    [Fact]
    public void Of_a_connection_that_is_gone_nothing_is_told() =>
        Assert.Null(Assert.IsType<DialogOutcome.Closing>(Of(new SyncOutcome.Removed())).Toast);

    private static DialogOutcome Of(SyncOutcome outcome) =>
        DialogOutcome.Of(outcome, "Savings has new keys.", _ => "synced");

    private static ConnectionRow Row(string? outcome, string? kind) => new()
    {
        Id = Guid.CreateVersion7(),
        Exchange = "okx",
        Label = "Savings",
        ApiKeyMasked = "****",
        SyncIntervalMinutes = 60,
        RequestNumber = 1,
        RequestTrigger = "repaired",
        LastOutcome = outcome,
        ErrorKind = kind,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
