using System.Collections.Frozen;

namespace Portfolio.Api.Pages.View;

/// <summary>How amounts of a currency are written.</summary>
/// <param name="Symbol">Beside the amount: a sign, or the code.</param>
/// <param name="Places">Behind the decimal point.</param>
internal sealed record CurrencyForm(string Symbol, int Places)
{
    private static readonly FrozenDictionary<string, CurrencyForm> Known = new Dictionary<string, CurrencyForm>
    {
        ["USD"] = new("$", 2),
        ["EUR"] = new("€", 2),
        ["GBP"] = new("£", 2),
        ["INR"] = new("₹", 2),
        ["TRY"] = new("₺", 2),
        ["BRL"] = new("R$", 2),
        ["UAH"] = new("₴", 2),
        ["NGN"] = new("₦", 2),
        ["PHP"] = new("₱", 2),
        ["JPY"] = new("¥", 0),
        ["KRW"] = new("₩", 0),
        ["VND"] = new("₫", 0),
        ["IDR"] = new("Rp", 0),
        ["COP"] = OfCode("COP", 0),
        ["BTC"] = OfCode("BTC", 8),
        ["ETH"] = OfCode("ETH", 6),
    }.ToFrozenDictionary();

    /// <summary>The smallest amount that is written, above zero.</summary>
    public decimal Least { get; } = 1m / (decimal)Math.Pow(10, Places);

    /// <summary>True: amounts take much room.</summary>
    public bool IsLong => Places > 2;

    /// <summary>Of an amount: "N2"; the zeros at the end of many places are left out.</summary>
    public string Pattern { get; } = Places > 2 ? "#,##0.00" + new string('#', Places - 2) : $"N{Places}";

    /// <summary>Of a currency without a form of its own: the code, and two places.</summary>
    public static CurrencyForm Of(string code) => Known.GetValueOrDefault(code) ?? OfCode(code, 2);

    private static CurrencyForm OfCode(string code, int places) => new(code, places);
}
