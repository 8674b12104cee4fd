using System.Globalization;
using System.Text.RegularExpressions;

namespace Portfolio.Storage.Connections;

/// <summary>
/// What a reader of the change feed has seen: all that a snapshot of the database saw. Any process can continue from
/// it, as long as the database is the same one.
/// </summary>
/// <param name="Epoch">Names the run of the database that the snapshot is of; see <c>feed_epoch()</c>.</param>
/// <param name="Snapshot">As PostgreSQL writes a <c>pg_snapshot</c>: "10:20:10,14".</param>
public sealed partial record FeedPosition(string Epoch, string Snapshot)
{
    /// <summary>Of no database: its reader gets everything again, removals included.</summary>
    public static FeedPosition Unknown { get; } = new("", "1:1:");

    /// <summary>Opaque to callers: the epoch and the snapshot.</summary>
    public override string ToString() => $"{Epoch}:{Snapshot}";

    /// <summary><see cref="Unknown"/> for any text that <see cref="ToString"/> did not make.</summary>
    public static FeedPosition Parse(string text) =>
        Form().Match(text) is { Success: true } match && IsSnapshot(match)
            ? new FeedPosition(match.Groups["epoch"].Value, match.Groups["snapshot"].Value)
            : Unknown;

    /// <summary>
    /// PostgreSQL refuses others: the oldest is not above the next, and the open ones rise between them.
    /// </summary>
    private static bool IsSnapshot(Match match)
    {
        ulong[] open = [.. match.Groups["open"].Captures.Select(Number)];
        var (oldest, next) = (Number(match.Groups["oldest"]), Number(match.Groups["next"]));
        return oldest is > 0 && oldest <= next
            && open.All(number => number >= oldest && number < next)
            && open.Zip(open.Skip(1)).All(pair => pair.First < pair.Second);
    }

    private static ulong Number(Capture digits) => ulong.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\A(?<epoch>[0-9a-f]{12}):(?<snapshot>(?<oldest>[0-9]{1,18}):(?<next>[0-9]{1,18}):"
        + @"((?<open>[0-9]{1,18})(,(?<open>[0-9]{1,18})){0,5000})?)\z")]
    private static partial Regex Form();
}
