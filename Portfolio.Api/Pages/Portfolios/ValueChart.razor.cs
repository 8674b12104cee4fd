using Microsoft.AspNetCore.Components;
using Portfolio.Api.Portfolios;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Portfolios;

public sealed partial class ValueChart
{
    private static readonly decimal[] RoundNumbers = [1, 2, 2.5m, 5, 10];

    private decimal low;
    private decimal high = 1;

    /// <summary>The table has been opened once. Until then no one needs its rows.</summary>
    private bool opened;

    [Parameter, EditorRequired] public ValueHistory History { get; set; } = ValueHistory.Empty;

    /// <summary>The value in USD, as the head of the page states it.</summary>
    [Parameter, EditorRequired] public decimal Total { get; set; }

    private IReadOnlyList<ValuePoint> Points => History.Points;

    private ValueSplit? Split => History.Split;

    private string Line => "M" + string.Join(" L", Points.Select(point =>
        $"{Amounts.Drawn(Across(point.At))} {Amounts.Drawn(100 - Height(point.Value))}"));

    /// <summary>
    /// Steps, from the value at the beginning on; null where nothing came or left, and the line would say nothing.
    /// </summary>
    private string? Contributed => Split is not { Contributions.Count: > 0 } split ? null : "M" + string.Join(
        ' ',
        Points.Where(point => point.At >= split.Since).Select((point, place) => (place is 0 ? "" : "H")
            + Amounts.Drawn(Across(point.At)) + (place is 0 ? " " : " V")
            + Amounts.Drawn(100 - Height(split.ContributedAt(point.At)))));

    /// <summary>"Account moved: Binance came from Savings …"</summary>
    private string NoteOf(AccountMoveRow move)
    {
        var (name, at) = (move.OtherName ?? Texts.Move_DeletedPortfolio, Format.Moment(move.MovedAt));
        return move.CameIn
            ? Texts.FormatMove_CameIn(account: move.Label, portfolio: name, time: at)
            : Texts.FormatMove_WentOut(account: move.Label, portfolio: name, time: at);
    }

    private string Summary => (Format.Usd(Total), History.Change) switch
    {
        (var total, null) => Texts.FormatValue_Summary(total),
        (var total, { Change: var change, Since: var since }) when Format.IsNone(change) =>
            Texts.FormatValue_Summary_Unchanged(total, Format.Moment(since)),
        (var total, { Change: < 0 and var change, Since: var since }) =>
            Texts.FormatValue_Summary_Down(total, Format.Amount(-change), Format.Moment(since)),
        (var total, { Change: var change, Since: var since }) =>
            Texts.FormatValue_Summary_Up(total, Format.Amount(change), Format.Moment(since)),
    };

    /// <summary>For each point: how far right and how high it is, in percent, its time and its value.</summary>
    private string Cursor => string.Join(';', Points.Select(point => string.Join(
        '|', Amounts.Drawn(Across(point.At)), Amounts.Drawn(Height(point.Value)), Format.Moment(point.At),
        Format.Amount(point.Value))));

    /// <summary>The letters of the longest label beside the lines.</summary>
    private int LabelLength => Format.Choice.Hidden ? 0 : Ticks.Max(tick => Format.Round(tick).Length);

    private IEnumerable<decimal> Ticks
    {
        get
        {
            for (var tick = low; tick <= high; tick += (high - low) / 3)
                yield return tick;
        }
    }

    /// <summary>Under the chart: its beginning, its middle where that has another label, and now.</summary>
    private IEnumerable<string> Times =>
    [
        .. new[] { Points[0].At, Points[0].At + (Points[^1].At - Points[0].At) / 2 }.Select(Label).Distinct(),
        Texts.Value_Now,
    ];

    /// <summary>The lowest and the highest line: round numbers around the values, with a margin.</summary>
    protected override void OnParametersSet()
    {
        if (Points.Count is 0)
            return;

        var heights = Points.Select(point => point.Value)
            .Concat(Split is { Contributions.Count: > 0 } split
                ? Points.Where(point => point.At >= split.Since).Select(point => split.ContributedAt(point.At))
                : [])
            .ToList();
        var (least, most) = (heights.Min(), heights.Max());
        var range = Math.Max((most - least) * 1.2m, Math.Max(most * 0.01m, Format.Form.Least * 3));
        var step = Round(range / 3);
        low = Math.Max(0, Math.Floor((least - (range - (most - least)) / 2) / step) * step);
        while (low + 3 * step < most)
            step = Round(step * 1.05m);
        high = low + 3 * step;
    }

    private decimal Across(DateTimeOffset at)
    {
        var whole = (Points[^1].At - Points[0].At).Ticks;
        return whole is 0 ? 0 : 100m * (at - Points[0].At).Ticks / whole;
    }

    private decimal Height(decimal value) => high == low ? 0 : 100 * (value - low) / (high - low);

    private string Label(DateTimeOffset at) =>
        Points[^1].At - Points[0].At > TimeSpan.FromHours(36) ? Format.ShortDay(Format.Local(at)) : Format.Clock(at);

    /// <summary>1, 2, 2.5 or 5 times a power of ten, not below the given one.</summary>
    private decimal Round(decimal step)
    {
        var power = Format.Form.Least;
        while (power * 10 <= step)
            power *= 10;
        return RoundNumbers.Select(times => times * power).First(round => round >= step || round == 10 * power);
    }
}
