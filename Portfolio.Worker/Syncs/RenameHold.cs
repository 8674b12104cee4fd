using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// Which assets of a reading have to wait. They keep their stored balances, as stale: no rename, sale or purchase is
/// booked for them until a missing wallet has been read or a person has answered.
/// </summary>
/// <param name="Held">Symbols that keep their stored values.</param>
/// <param name="Questions">All that are open after this run.</param>
/// <param name="Recognised">Renames that are in no list and leave no doubt.</param>
internal sealed record RenameHold(
    IReadOnlySet<string> Held, IReadOnlyList<RenameQuestion> Questions, IReadOnlyList<Rename> Recognised)
{
    public static RenameHold Of(IReadOnlyDictionary<string, Movement> moved, RenameView view)
    {
        var held = new HashSet<string>();
        foreach (var rename in view.Renames.Where(rename => Waits(rename, moved, view) && Moves(rename, moved, view)))
            held.UnionWith([rename.Old, rename.New]);

        var candidates = UnlistedRenames.Among(moved, view).ToList();
        if (view.WaitsForWallets)
        {
            held.UnionWith(candidates.SelectMany(candidate => new[] { candidate.Old, candidate.New }));
            return new RenameHold(held, Open(moved, view), []);
        }

        var certain = candidates.Where(candidate => candidate.IsCertain).ToList();
        var questions = Open(moved, view).Concat(candidates.Except(certain).Select(candidate => new RenameQuestion(
                candidate.Old, candidate.New, candidate.Quantity, view.Now)))
            .DistinctBy(question => (question.Old, question.New))
            .ToList();
        held.UnionWith(questions.SelectMany(question => new[] { question.Old, question.New }));
        return new RenameHold(
            held, questions, [.. certain.Select(candidate => new Rename(candidate.Old, candidate.New))]);
    }

    /// <summary>For a wallet, or for a list of pairs: without the list, the old name may have been sold.</summary>
    private static bool Waits(Rename rename, IReadOnlyDictionary<string, Movement> moved, RenameView view) =>
        view.WaitsForWallets
        || (view.Markets.Of(rename.Old) is AssetMarket.Unknown
            && !rename.Matches(moved.GetValueOrDefault(rename.Old).Drop, moved.GetValueOrDefault(rename.New).Rise));

    /// <summary>A pair whose old name fell, or whose new name rose, by a quantity that a rename may explain.</summary>
    private static bool Moves(Rename rename, IReadOnlyDictionary<string, Movement> moved, RenameView view)
    {
        var (old, renamed) = (moved.GetValueOrDefault(rename.Old), moved.GetValueOrDefault(rename.New));
        if (old.Drop > 0 && renamed.Rise > 0)
            return true;
        if (!view.IsOffMarket(rename.Old))
            return false;

        var expected = rename.InNew(old.Before + view.Awaited(rename));
        return old.Drop > 0
            || (renamed.Rise > 0 && expected > 0 && renamed.Rise <= expected)
            || (renamed.Drop > 0 && old.Rise > 0);
    }

    /// <summary>
    /// Questions without an answer that still hold: the asset is gone under one name and there under the other.
    /// </summary>
    private static List<RenameQuestion> Open(IReadOnlyDictionary<string, Movement> moved, RenameView view) =>
    [
        .. view.Memory.Questions.Where(question => view.IsOpen(question)
            && !view.Renames.Any(rename => rename.Old == question.Old || rename.New == question.New)
            && moved.GetValueOrDefault(question.Old) is { Before: > 0, After: 0 }
            && moved.GetValueOrDefault(question.New) is { Before: 0, After: > 0 }),
    ];
}
