using System.Globalization;
using System.Text.RegularExpressions;
using Portfolio.Api.Portfolios;

namespace Portfolio.Api.Pages.View;

/// <summary>Numbers and times as the person's browser writes them, with the signs and months of the language.</summary>
/// <param name="choice">Null: shown, as is usual.</param>
internal sealed partial class DisplayFormat(BrowserView view, AmountChoice? choice = null)
{
    /// <summary>In place of an amount that is hidden.</summary>
    public const string Dots = "•••";

    private readonly NumberFormatInfo numbers = new()
    {
        NumberDecimalSeparator = view.Decimal, NumberGroupSeparator = view.Group, NegativeSign = "−",
    };

    public BrowserView View => view;

    public AmountChoice Choice { get; } = choice ?? AmountChoice.Usual;

    /// <summary>"$4,321.09".</summary>
    public string Usd(decimal amount) => amount switch
    {
        _ when Choice.Hidden => Dots,
        < 0 => "−" + Usd(-amount),
        > 0 and < 0.01m => "<\u00a0" + InUsd(0.01m, "N2"),
        _ => InUsd(amount, "N2"),
    };

    /// <summary>Of a change: "+$12.30", "−$4.00", and "$0.00" of less than a cent.</summary>
    public string SignedUsd(decimal amount) =>
        ValueSplit.IsNone(amount) ? Usd(0) : (amount < 0 ? "" : "+") + Usd(amount);

    /// <summary>For a sentence, without the cents once there are hundreds: "$4,321".</summary>
    public string RoundUsd(decimal amount) =>
        amount is 0 or >= 100 && !Choice.Hidden ? InUsd(amount, "N0") : Usd(amount);

    /// <summary>At least four significant digits: a price may be a millionth.</summary>
    public string Price(decimal price) => InUsd(price, price switch
    {
        >= 1000 => "N2",
        >= 1 => "#,##0.00##",
        _ => "0." + new string('0', Zeros(price) + 2) + "##",
    });

    /// <summary>Without trailing zeros; digits beyond eight significant ones are left to the title.</summary>
    public string Quantity(string amount)
    {
        if (Choice.Hidden)
            return Dots;
        if (!Amounts.TryRead(amount, out var quantity))
            return amount;

        var size = Math.Abs(quantity);
        var places = size >= 1 ? Math.Max(
            2, 8 - decimal.Truncate(size).ToString("F0", numbers).Length) : Zeros(size) + 6;
        return quantity.ToString("#,##0." + new string('#', Math.Min(places, 28)), numbers);
    }

    /// <summary>All digits, for a title; null where they are hidden.</summary>
    public string? Exact(string? amount) => Choice.Hidden ? null : amount;

    /// <summary>Of the API, whose sentences write money as "$84,800".</summary>
    public string? Sentence(string? text) =>
        Choice.Hidden && text is not null ? Money.Replace(text, Dots) : text;

    /// <summary>"+0.5" and "−0.5".</summary>
    public string Change(string amount) =>
        Choice.Hidden || amount.StartsWith('-') ? Quantity(amount) : "+" + Quantity(amount);

    public string Percent(decimal share) => share switch
    {
        > 0 and < 0.001m => "<\u00a0" + Texts.FormatNumbers_Percent(0.1m.ToString("N1", numbers)),
        _ => Texts.FormatNumbers_Percent((share * 100).ToString("N1", numbers)),
    };

    /// <summary>"+1.2%" and "-1.2%".</summary>
    public string SignedPercent(decimal share) => (share > 0 ? "+" : "") + Percent(share);

    public string Count(int count) => count.ToString("N0", numbers);

    /// <summary>"24 Nov 2026, 18:31", in the order of the person's place.</summary>
    public string Moment(DateTimeOffset time) => $"{Day(Local(time))}, {Clock(time)}";

    public string Clock(DateTimeOffset time) =>
        Local(time).ToString(view.HalfDay ? "h:mm tt" : "HH:mm", CultureInfo.InvariantCulture);

    public string Day(DateTimeOffset day) => view.DateOrder switch
    {
        "mdy" => $"{ShortDay(day)}, {day.Year:0000}",
        "dmy" => $"{ShortDay(day)} {day.Year:0000}",
        _ => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    public string ShortDay(DateTimeOffset day)
    {
        var month = Texts.Dates_Months.Split(' ')[day.Month - 1];
        return view.DateOrder is "dmy" ? Texts.FormatDates_Day(day.Day, month) : $"{month} {day.Day}";
    }

    /// <summary>Today's times by the clock alone, others with their day.</summary>
    public string Near(DateTimeOffset time, DateTimeOffset now) =>
        Local(time).Date == Local(now).Date ? Clock(time) : Moment(time);

    public DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, view.Zone);

    private string InUsd(decimal amount, string form) => Texts.FormatNumbers_Usd(amount.ToString(form, numbers));

    [GeneratedRegex(@"-?\$[0-9][0-9.,]*[0-9]|-?\$[0-9]")]
    private static partial Regex Money { get; }

    /// <summary>How many zeros follow the point of a number below one.</summary>
    private static int Zeros(decimal amount)
    {
        var zeros = 0;
        for (; amount is > 0 and < 0.1m && zeros < 24; zeros++)
            amount *= 10;
        return zeros;
    }
}
