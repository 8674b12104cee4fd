using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// Finds the parts of an account's changes that are renames: the old name falls, and the new name rises by the ratio,
/// over all wallets. The rest of a change is an ordinary one. Pure, and independent of the order of the assets.
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

    /// <param name="moved">The portfolio's quantity of each asset before and after the reading.</param>
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
    /// An exchange lists an asset by its old name again, or a series was moved to the new name too early.
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

    /// <summary>Both sides moved since the last reading, and match exactly.</summary>
    private void ConvertWhole(Rename rename)
    {
        if (rename.Matches(Drop(rename.Old), Rise(rename.New)))
            Convert(rename);
    }

    /// <summary>Both sides moved since the last reading. If their quantities differ, the smaller side counts.</summary>
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

    /// <summary>
    /// Quantities that arrive for a name that closed in an earlier run: under its new name, or under the old one again.
    /// </summary>
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

    /// <summary>The only asset with the same quantity that was never held, if it leaves no doubt; else null.</summary>
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
    /// A fall of an old name that is not traded was not a sale: its new name was credited before, or is still to come.
    /// Where the new name trades and came for a part of it, the rest may have been traded, unless it left the other
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

    /// <summary>The new name came in full, and the old one is still listed: it falls later.</summary>
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

    /// <summary>The matching part of both sides: all where they match, else the smaller one.</summary>
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

    /// <summary>The quantity that this run has already found for a waiting row, in units of the old name.</summary>
    private decimal Came(Guid row, Rename rename) => parts.Where(part => part.ContinuesRow == row)
        .Sum(part => part.Symbol == rename.New ? rename.InOld(part.Delta) : part.Delta);

    private decimal Drop(string symbol) => drops.GetValueOrDefault(symbol);

    private decimal Rise(string symbol) => rises.GetValueOrDefault(symbol);
}
