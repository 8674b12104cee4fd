using Microsoft.Extensions.Options;
using Npgsql;
using Portfolio.Storage;
using Portfolio.Storage.Audit;
using Portfolio.Storage.Startup;

namespace Portfolio.Worker.Audit;

/// <summary>
/// <c>Portfolio.Worker verify-audit [--log FILE]…</c>: verifies every row of the audit log, by the owner's login and
/// while the system runs. With log files of workers it finds rows that were cut off from the end of a chain, too.
/// </summary>
internal static class VerifyAuditCommand
{
    private const string Usage =
        """
        Usage: Portfolio.Worker verify-audit [--log FILE]...
        FILE is a worker's log, with its lines "Audit chain ... is at ...".
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        var (files, settings) = Split(args);
        if (files is null)
            return await FailAsync(Usage, 2);

        var builder = Host.CreateApplicationBuilder([.. settings]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddAuditChains();
        using var host = builder.Build();
        try
        {
            var logged = new List<AuditHead>();
            foreach (var file in files)
                logged.AddRange(await LoggedHeads.ReadAsync(file, CancellationToken.None));
            var chains = host.Services.GetRequiredService<AuditChains>();
            return await ReportAsync(await chains.VerifyAsync(logged, CancellationToken.None), logged.Count);
        }
        catch (Exception stopped) when (stopped is OptionsValidationException or NpgsqlException or IOException
            or UnauthorizedAccessException)
        {
            return await FailAsync($"The audit log was not verified. {StartFailure.Sentence(stopped)}", 1);
        }
    }

    private static async Task<int> ReportAsync(AuditReport report, int loggedHeads)
    {
        foreach (var finding in report.Findings)
            await Console.Error.WriteLineAsync(finding);
        var read = $"{report.Rows} rows of {report.Chains} chains and {loggedHeads} logged heads were read";
        if (report.Findings.Count > 0)
            return await FailAsync($"{read}. Rows are missing or altered: {report.Findings.Count} findings.", 1);

        await Console.Out.WriteLineAsync($"{read}. No row is missing or altered.");
        return 0;
    }

    /// <summary>The files, null when one is not named, and the other arguments.</summary>
    private static (List<string>? Files, List<string> Settings) Split(string[] args)
    {
        var (files, settings) = (new List<string>(), new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is not "--log")
                settings.Add(args[i]);
            else if (++i < args.Length)
                files.Add(args[i]);
            else
                return (null, settings);
        }

        return (files, settings);
    }

    private static async Task<int> FailAsync(string sentence, int code)
    {
        await Console.Error.WriteLineAsync(sentence);
        return code;
    }
}
