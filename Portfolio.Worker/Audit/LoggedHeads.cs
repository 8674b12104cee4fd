using System.Globalization;
using System.Text.RegularExpressions;
using Portfolio.Storage.Audit;

namespace Portfolio.Worker.Audit;

/// <summary>Finds the lines of <see cref="AuditHeadLog"/> in a log file, in JSON or as plain text.</summary>
internal static partial class LoggedHeads
{
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<IReadOnlyCollection<AuditHead>> ReadAsync(string path, CancellationToken ct)
    {
        var heads = new HashSet<AuditHead>();
        await foreach (var line in File.ReadLinesAsync(path, ct))
        {
            if (Find(line) is { } head)
                heads.Add(head);
        }

        return heads;
    }

    /// <summary>Null: the line says something else.</summary>
    public static AuditHead? Find(string line) => Head().Match(line) is { Success: true } found
        && long.TryParse(found.Groups["number"].Value, CultureInfo.InvariantCulture, out var number)
        ? new AuditHead(Guid.Parse(found.Groups["chain"].Value), number, found.Groups["hash"].Value)
        : null;

    // JSON writes quotation marks with a backslash before them, or as \u0022.
    [GeneratedRegex(
        """Audit chain (\\"|\\u0022|")?(?<chain>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})(\\"|\\u0022|")? is at """
        + """(?<number>[0-9]{1,18}) with hash (\\"|\\u0022|")?(?<hash>[0-9a-f]{64})""")]
    private static partial Regex Head();
}
