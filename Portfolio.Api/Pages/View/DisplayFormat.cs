using System.Globalization;
using System.Text.RegularExpressions;
using Portfolio.Storage.Prices;

namespace Portfolio.Api.Pages.View;

/// <summary>Numbers and times as the person's browser writes them, with the signs and months of the language.</summary>
/// <param name="choice">Null: shown, as is usual.</param>
/// <param name="currency">In which amounts are shown; null: in USD.</param>
internal sealed partial class DisplayFormat(
    BrowserView view, AmountChoice? choice = null, CurrencyRate? currency = null)
{
    /// <summary>In place of an amount that is hidden.</summary>
    public const string Dots = "•••";

    private readonly NumberFormatInfo numbers = new()
    {
        NumberDecimalSeparator = view.Decimal, NumberGroupSeparator = view.Group, NegativeSign = "−",
    };

    public BrowserView View => view;

    public AmountChoice Choice { get; } = choice ?? AmountChoice.Usual;

    public CurrencyRate Currency { get; } = currency ?? CurrencyRate.Dollar;

    public CurrencyForm Form { get; } = CurrencyForm.Of((currency ?? CurrencyRate.Dollar).Code);

    /// <summary>An amount in the currency: "$4,321.09".</summary>
    public string Amount(decimal amount) => amount switch
    {
        _ when Choice.Hidden => Dots,
        < 0 => "−" + Amount(-amount),
        > 0 when amount < Form.Least => "<\u00a0" + Write(Form.Least, Form.Pattern),
        _ => Write(amount, Form.Pattern),
    };

    /// <summary>An amount in USD of now, in the currency.</summary>
    public string Usd(decimal amount) => Amount(Of(amount));

    /// <summary>Of a change: "+$12.30", "−$4.00", and "$0.00" of less than half a cent.</summary>
    public string Signed(decimal amount) =>
        IsNone(amount) ? Amount(0) : (amount < 0 ? "" : "+") + Amount(amount);

    /// <summary>Of a change in USD, at the rate of now.</summary>
    public string SignedUsd(decimal amount) => Signed(Of(amount));

    /// <summary>For a sentence, without the cents once there are hundreds: "$4,321".</summary>
    public string Round(decimal amount) =>
        amount is 0 or >= 100 && !Choice.Hidden ? Write(amount, "N0") : Amount(amount);

    /// <summary>As <see cref="Round"/>, of an amount in USD.</summary>
    public string RoundUsd(decimal amount) => Round(Of(amount));

    /// <summary>True: an amount in the currency is shown as nothing.</summary>
    public bool IsNone(decimal amount) => Math.Abs(amount) < Form.Least / 2;

    /// <summary>The style of a gain or a loss in the currency.</summary>
    public string ToneOf(decimal change) => IsNone(change) ? "quiet" : change < 0 ? "less" : "more";

    /// <summary>An amount in USD, converted at the rate of now.</summary>
    public decimal Of(decimal usd) => usd / Currency.Usd;

    /// <summary>Of a price in USD, at least four significant digits: it may be a millionth.</summary>
    public string Price(decimal usd)
    {
        var price = Of(usd);
        return Write(price, price switch
        {
            >= 1000 => Form.Pattern,
            >= 1 => "#,##0.00##",
            _ => "0." + new string('0', Zeros(price) + 2) + "##",
        });
    }

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

    /// <summary>A code keeps its distance from the amount: "CHF 4.00".</summary>
    private string Write(decimal amount, string form)
    {
        var symbol = Form.Symbol == Currency.Code ? Form.Symbol + '\u00a0' : Form.Symbol;
        return Texts.FormatNumbers_Money(symbol: symbol, amount: amount.ToString(form, numbers)).Trim('\u00a0');
    }

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
