using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// Which parts of what an account shows are renames: the old name down, the new name up by the ratio, over all wallets.
/// Whatever is left of a change is an ordinary one. Pure, and the same in whatever order the assets are listed.
/// </summary>
internal sealed class RenameResolution
{
    private readonly RenameView view;
    private readonly IReadOnlyDictionary<string, Movement> moved;
    private readonly Dictionary<string, decimal> drops;
    private readonly Dictionary<string, decimal> rises;
    private readonly HashSet<string> traded = [];
    private readonly List<RenamePart> parts = [];

    private RenameResolution(IReadOnlyDictionary<string, Movement> moved, RenameView view)
    {
        (this.moved, this.view) = (moved, view);
        drops = moved.Values.ToDictionary(asset => asset.Symbol, asset => asset.Drop);
        rises = moved.Values.ToDictionary(asset => asset.Symbol, asset => asset.Rise);
    }

    /// <param name="moved">What the portfolio holds of each asset before and after the reading.</param>
    /// <returns>Signed parts of the assets' changes; an asset may have several, in the order to book them in.</returns>
    public static IReadOnlyList<RenamePart> Of(IReadOnlyDictionary<string, Movement> moved, RenameView view)
    {
        var run = new RenameResolution(moved, view);
        run.ForEach(run.TakeBack);
        run.ForEach(run.ConvertWhole);
        foreach (var row in view.Memory.Waiting)
            run.Arrive(row);
        run.ForEach(run.Convert);
        run.ForEach(run.GiveUp);
        run.ForEach(run.CreditEarly);
        run.AwaitUnlisted();
        return run.parts;
    }

    private void ForEach(Action<Rename> rule)
    {
        foreach (var rename in view.Renames.OrderBy(rename => rename.Old, StringComparer.Ordinal))
            rule(rename);
    }

    /// <summary>
    /// An exchange lists an asset by its old name again, or a series was kept under the new one before its time.
    /// </summary>
    private void TakeBack(Rename rename)
    {
        var (rise, drop) = (Rise(rename.Old), Drop(rename.New));
        if (rise <= 0 || drop <= 0 || !view.IsOffMarket(rename.Old))
            return;

        var (old, renamed) = Common(rename, rise, drop);
        GiveUp(rename.New, renamed);
        Gain(rename.Old, old, rename.New);
    }

    /// <summary>Both happened since the last reading, and nothing else did.</summary>
    private void ConvertWhole(Rename rename)
    {
        if (rename.Matches(Drop(rename.Old), Rise(rename.New)))
            Convert(rename);
    }

    /// <summary>
    /// Both happened since the last reading. Of a new name that came in another quantity, as much was waited for
    /// before.
    /// </summary>
    private void Convert(Rename rename)
    {
        var (drop, rise) = (Drop(rename.Old), Rise(rename.New));
        if (drop <= 0 || rise <= 0 || !(view.IsOffMarket(rename.Old) || rename.Matches(drop, rise)))
            return;

        var (old, renamed) = Common(rename, drop, rise);
        GiveUp(rename.Old, old);
        Gain(rename.New, renamed, rename.Old);
        if (view.Markets.Of(rename.New) is AssetMarket.Trading && Drop(rename.Old) != moved[rename.Old].Uncredited)
            traded.Add(rename.Old);
    }

    /// <summary>What came of a name that closed in an earlier run: as its new name, or as itself again.</summary>
    private void Arrive(WaitingRow row)
    {
        var rename = view.Renames.FirstOrDefault(known => known.Old == row.Symbol)
            ?? UnlistedSuccessor(row)
            ?? new Rename(row.Symbol, row.Symbol);
        foreach (var name in (string[])[rename.New, row.Symbol])
        {
            var (left, rise) = (RenameView.Left(row, rename) - Came(row.Id, rename), Rise(name));
            if (left <= 0 || rise <= 0)
                continue;

            var came = name == rename.New ? Common(rename, left, rise).New : Math.Min(left, rise);
            Gain(name, came, continues: null, row.Id);
        }
    }

    /// <summary>The one asset that has the same quantity, was never held, and leaves no doubt; else null.</summary>
    private Rename? UnlistedSuccessor(WaitingRow row)
    {
        if (!view.Complete || !SignificantDigits.Identify(row.Quantity))
            return null;

        var came = moved.Values.Where(asset => asset.Before is 0 && asset.After == row.Quantity
            && UnlistedRenames.MayBeNew(asset.Symbol, view)).ToList();
        var alike = view.Memory.Waiting.Count(other => other.Quantity == row.Quantity);
        return came.Count is 1 && alike is 1 ? new Rename(row.Symbol, came[0].Symbol) : null;
    }

    /// <summary>
    /// What left an old name that is not traded was not sold: it was credited before, or it is waited for. Where the
    /// new name trades and came for a part of it, the rest may have been traded, unless it is what left the other
    /// wallets.
    /// </summary>
    private void GiveUp(Rename rename)
    {
        var early = view.Memory.Early.Where(row => row.Old == rename.Old && row.New == rename.New)
            .Sum(row => rename.InOld(row.Credited) - row.Debited);
        if (Math.Min(Drop(rename.Old), early) is > 0 and var credited)
            GiveUp(rename.Old, credited);

        if (Drop(rename.Old) is not (> 0 and var rest) || !view.IsOffMarket(rename.Old) || traded.Contains(rename.Old))
            return;

        var isDust = moved.GetValueOrDefault(rename.New).IsDust && moved[rename.Old].After is 0;
        Add(rename.Old, -rest, isDust ? "dust" : RenamePart.Awaiting);
    }

    /// <summary>The new name came in full, and the old one is still listed: it is given up later.</summary>
    private void CreditEarly(Rename rename)
    {
        var old = moved.GetValueOrDefault(rename.Old);
        if (old is { Before: > 0 } && old.Before == old.After && view.IsOffMarket(rename.Old)
            && rename.Matches(old.After, Rise(rename.New))
            && !view.Memory.Early.Any(row => row.Old == rename.Old && row.New == rename.New))
        {
            Gain(rename.New, Rise(rename.New), rename.Old);
        }
    }

    /// <summary>
    /// An asset that was priced lately, has no pairs now and is gone may come under an unlisted name.
    /// </summary>
    private void AwaitUnlisted()
    {
        foreach (var asset in moved.Values.Where(asset => asset is { After: 0, WasPriced: true }))
        {
            if (view.Complete
                && Drop(asset.Symbol) > 0
                && view.Markets.Of(asset.Symbol) is AssetMarket.Ended
                && UnlistedRenames.MayBeOld(asset.Symbol, view)
                && !view.Memory.Questions.Any(question => question.Old == asset.Symbol && !view.IsOpen(question)))
            {
                Add(asset.Symbol, -Drop(asset.Symbol), RenamePart.Awaiting);
            }
        }
    }

    /// <summary>What of both sides belongs together: all where they match, else what the smaller one says.</summary>
    private static (decimal Old, decimal New) Common(Rename rename, decimal old, decimal renamed) =>
        rename.Matches(old, renamed) ? (old, renamed)
        : renamed > rename.InNew(old) ? (old, rename.InNew(old))
        : (rename.InOld(renamed), renamed);

    private void GiveUp(string symbol, decimal quantity) => Add(symbol, -quantity, RenamePart.Renamed);

    private void Gain(string symbol, decimal quantity, string? continues, Guid? row = null) =>
        Add(symbol, quantity, RenamePart.Renamed, continues, row);

    private void Add(string symbol, decimal delta, string reason, string? continues = null, Guid? row = null)
    {
        parts.Add(new RenamePart(symbol, delta, reason, continues, row));
        var sides = delta < 0 ? drops : rises;
        sides[symbol] -= Math.Abs(delta);
    }

    /// <summary>What this run has found of a waiting row already, in units of the old name.</summary>
    private decimal Came(Guid row, Rename rename) => parts.Where(part => part.ContinuesRow == row)
        .Sum(part => part.Symbol == rename.New ? rename.InOld(part.Delta) : part.Delta);

    private decimal Drop(string symbol) => drops.GetValueOrDefault(symbol);

    private decimal Rise(string symbol) => rises.GetValueOrDefault(symbol);
}
