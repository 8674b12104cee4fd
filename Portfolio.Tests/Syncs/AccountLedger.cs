using Portfolio.Storage.Syncs;
using Portfolio.Worker.Syncs;

namespace Portfolio.Tests.Syncs;

/// <summary>The ledger of one account, kept in memory by the rules by which the database keeps it.</summary>
internal sealed class AccountLedger
{
    private readonly List<RenameQuestion> questions = [];
    private DateTimeOffset? lastComplete;

    public List<BookedRow> Rows { get; } = [];

    public Dictionary<string, decimal> Quantities { get; } = [];

    public IReadOnlyList<RenameQuestion> Questions => questions;

    public void Apply(Reconciled result, DateTimeOffset now, bool complete)
    {
        var first = Rows.Count;
        foreach (var change in result.Changes.Where(
            change => change.Quantity != Quantities.GetValueOrDefault(change.Symbol)))
        {
            var continued = Rows.LastOrDefault(row => row.Id == change.ContinuesRow)
                ?? Rows.Skip(first).LastOrDefault(row => row.Symbol == change.Continues && row.Reason is "renamed")
                ?? Rows.LastOrDefault(row => row.Symbol == change.Continues);
            Rows.Add(new BookedRow(
                Guid.CreateVersion7(), change.Symbol, change.Quantity,
                change.Quantity - Quantities.GetValueOrDefault(change.Symbol), change.Reason, continued, now));
            Quantities[change.Symbol] = change.Quantity;
        }

        questions.RemoveAll(asked => asked.Answer is null && !result.Questions.Any(open => Pair(open) == Pair(asked)));
        questions.AddRange(result.Questions.Where(open => !questions.Exists(asked => Pair(open) == Pair(asked))));
        lastComplete = complete ? now : lastComplete;
    }

    public void Answer(string old, string answer)
    {
        var asked = questions.Single(question => question.Old == old);
        questions[questions.IndexOf(asked)] = asked with { Answer = answer };
    }

    public RenameMemory Memory(DateTimeOffset now) => new()
    {
        EverHeld = Rows.Select(row => row.Symbol).ToHashSet(),
        Waiting = [.. Rows.Where(
            row => row.Reason is "awaiting_successor" && row.At > now.AddDays(-30)).Select(Waiting)],
        Early = [.. Rows.Where(
            row => row is { Reason: "renamed", Delta: > 0, Continues: { } } && !GivesUp(row.Continues)).Select(Early)],
        Questions = [.. questions],
        LastCompleteAt = lastComplete,
    };

    private WaitingRow Waiting(BookedRow row) => new(
        row.Id, row.Symbol, -row.Delta, row.At,
        Rows.Where(came => came.Continues == row).GroupBy(came => came.Symbol)
            .ToDictionary(came => came.Key, came => came.Sum(part => part.Delta)));

    private EarlyCredit Early(BookedRow row) => new(
        row.Continues?.Symbol ?? "", row.Symbol, row.Delta,
        Rows.Skip(Rows.IndexOf(row.Continues ?? row) + 1)
            .Where(later => later.Symbol == row.Continues?.Symbol && later is { Reason: "renamed", Delta: < 0 })
            .Sum(later => -later.Delta));

    private static bool GivesUp(BookedRow row) => row is { Delta: < 0, Reason: "renamed" or "awaiting_successor" };

    private static (string, string) Pair(RenameQuestion question) => (question.Old, question.New);
}

internal sealed record BookedRow(
    Guid Id, string Symbol, decimal Quantity, decimal Delta, string? Reason, BookedRow? Continues, DateTimeOffset At);
