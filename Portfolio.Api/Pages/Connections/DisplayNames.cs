using Portfolio.Api.Exchanges;
using Portfolio.Contracts.Connections;
using Portfolio.Storage.Connections;
using Portfolio.Storage.Runs;

namespace Portfolio.Api.Pages.Connections;

/// <summary>Our own names for things, as people read them.</summary>
internal static class DisplayNames
{
    /// <summary>Explains a row of the ledger with the reason "restated".</summary>
    public static string Restated => Texts.Runs_Restated;

    /// <summary>A reason of the ledger that belongs to an asset's new name; null for any other.</summary>
    public static string? Renaming(string? reason) => reason switch
    {
        "renamed" => Texts.Renames_TagRenamed,
        "awaiting_successor" => Texts.Renames_TagWaiting,
        _ => null,
    };

    /// <summary>"Only accounts in its region eea wait. "; empty where the exchange has no regions.</summary>
    public static string Waits(IReadOnlyList<PausedRegion> regions) => regions.Count is 0
        ? ""
        : Plural.Of(
            regions.Count,
            Texts.FormatConnections_PauseRegion_One(regions[0].Region),
            _ => Texts.FormatConnections_PauseRegion_Many(Listing.Of(regions.Select(pause => pause.Region)))) + " ";

    public static string Trigger(string trigger) => trigger switch
    {
        SyncTriggers.Created => Texts.Runs_TriggerCreated,
        SyncTriggers.Manual => Texts.Runs_TriggerManual,
        SyncTriggers.Scheduled => Texts.Runs_TriggerScheduled,
        SyncTriggers.Repaired => Texts.Runs_TriggerRepaired,
        _ => Sentence(trigger),
    };

    /// <summary>The status of a connection, or the outcome of a run.</summary>
    public static string Status(string status) => status switch
    {
        ConnectionStatus.Synced or RunOutcomes.Succeeded => Texts.Status_Synced,
        ConnectionStatus.Syncing => Texts.Status_Syncing,
        ConnectionStatus.Partial => Texts.Status_Partial,
        ConnectionStatus.Retrying => Texts.Status_Retrying,
        ConnectionStatus.ActionRequired => Texts.Status_ActionRequired,
        RunOutcomes.Failed => Texts.Status_Failed,
        RunOutcomes.Superseded => Texts.Status_Superseded,
        ConnectionStatus.Paused => Texts.Status_Paused,
        _ => Texts.Status_Waiting,
    };

    public static string Permission(string permission) => Sentence(permission);

    public static string WalletOutcome(string outcome) => outcome switch
    {
        WalletOutcomes.Ok => Texts.Wallets_OutcomeRead,
        WalletOutcomes.Refused => Texts.Wallets_OutcomeRefused,
        WalletOutcomes.Unavailable => Texts.Wallets_OutcomeUnavailable,
        WalletOutcomes.Unsupported => Texts.Wallets_OutcomeUnsupported,
        WalletOutcomes.Contradicted => Texts.Wallets_OutcomeContradicted,
        WalletOutcomes.Skipped => Texts.Wallets_OutcomeSkipped,
        _ => outcome,
    };

    public static string Sentence(string words) =>
        words is "" ? "" : char.ToUpperInvariant(words[0]) + words[1..].Replace('_', ' ');
}
