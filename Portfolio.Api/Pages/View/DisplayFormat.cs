using System.Globalization;

namespace Portfolio.Api.Pages.View;

/// <summary>Numbers and times as the person's browser would write them.</summary>
internal sealed class DisplayFormat(BrowserView view)
{
    private readonly NumberFormatInfo numbers = new()
    {
        NumberDecimalSeparator = view.Decimal, NumberGroupSeparator = view.Group, NegativeSign = "−",
    };

    public BrowserView View => view;

    /// <summary>"$4,321.09".</summary>
    public string Usd(decimal amount) => amount switch
    {
        < 0 => "−" + Usd(-amount),
        > 0 and < 0.01m => "<\u00a0$" + 0.01m.ToString("N2", numbers),
        _ => "$" + amount.ToString("N2", numbers),
    };

    /// <summary>For a sentence, without the cents once there are hundreds: "$4,321".</summary>
    public string RoundUsd(decimal amount) =>
        amount is 0 or >= 100 ? "$" + amount.ToString("N0", numbers) : Usd(amount);

    /// <summary>At least four significant digits: a price may be a millionth.</summary>
    public string Price(decimal price) => "$" + price.ToString(price switch
    {
        >= 1000 => "N2",
        >= 1 => "#,##0.00##",
        _ => "0." + new string('0', Zeros(price) + 2) + "##",
    }, numbers);

    /// <summary>Without trailing zeros; digits beyond eight significant ones are left to the title.</summary>
    public string Quantity(string amount)
    {
        if (!Amounts.TryRead(amount, out var quantity))
            return amount;

        var size = Math.Abs(quantity);
        var places = size >= 1 ? Math.Max(
            2, 8 - decimal.Truncate(size).ToString("F0", numbers).Length) : Zeros(size) + 6;
        return quantity.ToString("#,##0." + new string('#', Math.Min(places, 28)), numbers);
    }

    /// <summary>"+0.5" and "−0.5".</summary>
    public string Change(string amount) => amount.StartsWith('-') ? Quantity(amount) : "+" + Quantity(amount);

    public string Percent(decimal share) => share switch
    {
        > 0 and < 0.001m => "<\u00a0" + 0.1m.ToString("N1", numbers) + "%",
        _ => (share * 100).ToString("N1", numbers) + "%",
    };

    /// <summary>"+1.2%" and "-1.2%".</summary>
    public string SignedPercent(decimal share) => (share > 0 ? "+" : "") + Percent(share);

    public string Count(int count) => count.ToString("N0", numbers);

    /// <summary>"24 Nov 2026, 18:31", in the order of the person's place.</summary>
    public string Moment(DateTimeOffset time) => $"{Day(Local(time))}, {Clock(time)}";

    public string Clock(DateTimeOffset time) =>
        Local(time).ToString(view.HalfDay ? "h:mm tt" : "HH:mm", CultureInfo.InvariantCulture);

    public string Day(DateTimeOffset day) => day.ToString(DayForm("yyyy"), CultureInfo.InvariantCulture);

    public string ShortDay(DateTimeOffset day) => day.ToString(DayForm(null), CultureInfo.InvariantCulture);

    /// <summary>Today's times by the clock alone, others with their day.</summary>
    public string Near(DateTimeOffset time, DateTimeOffset now) =>
        Local(time).Date == Local(now).Date ? Clock(time) : Moment(time);

    public DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, view.Zone);

    private string DayForm(string? year) => view.DateOrder switch
    {
        "mdy" => year is null ? "MMM d" : $"MMM d, {year}",
        "dmy" => year is null ? "d MMM" : $"d MMM {year}",
        _ => year is null ? "MMM d" : $"{year}-MM-dd",
    };

    /// <summary>How many zeros follow the point of a number below one.</summary>
    private static int Zeros(decimal amount)
    {
        var zeros = 0;
        for (; amount is > 0 and < 0.1m && zeros < 24; zeros++)
            amount *= 10;
        return zeros;
    }
}
