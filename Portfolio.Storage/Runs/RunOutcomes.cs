namespace Portfolio.Storage.Runs;

/// <summary>How a run ended: the outcome of a run, and the last outcome of a connection.</summary>
public static class RunOutcomes
{
    public const string Succeeded = "succeeded";

    /// <summary>It succeeded, and a wallet was not read or not booked.</summary>
    public const string Partial = "partial";

    /// <summary>Only of a connection: its last run failed, and only a person can fix the cause.</summary>
    public const string Refused = "refused";

    public const string Failed = "failed";

    /// <summary>Only of a run: a newer one began before it ended, and its result was dropped.</summary>
    public const string Superseded = "superseded";
}
