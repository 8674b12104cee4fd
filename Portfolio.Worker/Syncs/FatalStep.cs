using System.Diagnostics;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// Ends this process at a step of a sync, as <c>kill -9</c> does: for the fault suite, which has to hit each step. It
/// is no setting. An environment variable that nothing else sets names a directory; a file there that is named after a
/// step ends the first process that passes the step, and takes the process's id into its name.
/// </summary>
internal static class FatalStep
{
    public const string Variable = "PORTFOLIO_FAULT_SUITE_STEPS";

    public const string Admitted = "admitted";
    public const string Claimed = "claimed";
    public const string Read = "read";
    public const string BeforeStore = "before-store";
    public const string Stored = "stored";
    public const string BeforePublish = "before-publish";

    private static readonly string? Steps = Environment.GetEnvironmentVariable(Variable);

    public static void Pass(string step)
    {
        if (Steps is null || !File.Exists(Path.Combine(Steps, step)))
            return;

        try
        {
            File.Move(Path.Combine(Steps, step), Path.Combine(Steps, $"{step}.{Environment.ProcessId}"));
        }
        catch (FileNotFoundException)
        {
            return;
        }

        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
