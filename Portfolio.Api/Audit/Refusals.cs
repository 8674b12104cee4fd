using System.Threading.Channels;
using Portfolio.Api.Authentication;
using Portfolio.Storage.Audit;

namespace Portfolio.Api.Audit;

/// <summary>
/// Refusals on their way to the audit log. The first of its kind from one source is written at once. Those alike
/// within the minute after it are counted, and written as one row when the minute is over. A request waits for none of
/// it: <see cref="RefusalWriter"/> writes, and what it cannot write in time is dropped and counted.
/// </summary>
internal sealed class Refusals(
    CurrentActor actor, IHttpContextAccessor http, AuditMetrics metrics, TimeProvider clock)
{
    private const int SourcesAtMost = 10_000;
    private const int RowsAtMost = 1_000;

    private static readonly TimeSpan CountedFor = TimeSpan.FromMinutes(1);

    /// <summary>An item of a request whose refusal was recorded, with more detail than its status.</summary>
    private static readonly object Recorded = new();

    private readonly Dictionary<Source, Counted> counted = [];

    private readonly Channel<(AuditRefusal Refusal, int Count)> rows =
        Channel.CreateBounded<(AuditRefusal, int)>(RowsAtMost);

    public ChannelReader<(AuditRefusal Refusal, int Count)> Rows => rows.Reader;

    public static bool IsRecorded(HttpContext request) => request.Items.ContainsKey(Recorded);

    /// <summary>Refused to the actor of the request or of the page.</summary>
    /// <param name="userId">Null where the caller is not known.</param>
    /// <param name="detail">No secret, and nothing that the caller has typed.</param>
    public void Add(Guid? userId, string action, string? detail = null, Guid? target = null) =>
        Add(new AuditRefusal(userId, actor.Value ?? AuditActor.Unknown(null), action, detail, target));

    public void Add(AuditRefusal refusal)
    {
        if (http.HttpContext is { } request)
            request.Items[Recorded] = true;

        var now = clock.GetUtcNow();
        lock (counted)
        {
            var source = Source.Of(refusal, http.HttpContext);
            if (counted.TryGetValue(source, out var first) && first.Until > now)
                first.Others++;
            else if (first is null && counted.Count >= SourcesAtMost)
                metrics.Dropped.Add(1);
            else
                Begin(source, first, new Counted(refusal, now + CountedFor));
        }
    }

    /// <summary>Hands over the counts of the minutes that are over; of all, when the process ends.</summary>
    public void HandOver(bool all)
    {
        var now = clock.GetUtcNow();
        lock (counted)
        {
            foreach (var (source, first) in counted.Where(one => all || one.Value.Until <= now).ToList())
            {
                counted.Remove(source);
                WriteOthers(first);
            }
        }
    }

    /// <summary>No more rows are taken.</summary>
    public void Complete() => rows.Writer.TryComplete();

    private void Begin(Source source, Counted? before, Counted first)
    {
        WriteOthers(before);
        counted[source] = first;
        Write(first.Refusal, 1);
    }

    private void WriteOthers(Counted? first)
    {
        if (first is { Others: > 0 and var others })
            Write(first.Refusal, others);
    }

    private void Write(AuditRefusal refusal, int count)
    {
        if (!rows.Writer.TryWrite((refusal, count)))
            metrics.Dropped.Add(count);
    }

    /// <summary>Refusals of one source are alike. All addresses of a caller's network are one.</summary>
    private sealed record Source(AuditRefusal Refusal)
    {
        public static Source Of(AuditRefusal refusal, HttpContext? request) => new(request is null
            ? refusal
            : refusal with { Actor = refusal.Actor with { Address = CallerAddress.NetworkOf(request) } });
    }

    private sealed class Counted(AuditRefusal refusal, DateTimeOffset until)
    {
        public AuditRefusal Refusal => refusal;

        public DateTimeOffset Until => until;

        public int Others { get; set; }
    }
}
