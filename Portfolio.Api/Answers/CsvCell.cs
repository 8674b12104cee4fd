using System.Text.Json;
using System.Text.RegularExpressions;

namespace Portfolio.Api.Answers;

/// <summary>One cell of a CSV file.</summary>
/// <param name="Value">As it is written, before quotes are doubled.</param>
internal readonly partial record struct CsvCell(string Value, bool Quoted)
{
    /// <summary>Without quotes, because it has no text.</summary>
    private static readonly CsvCell Empty = new("", false);

    /// <summary>Words and ids. Null: an empty cell.</summary>
    public static CsvCell Text(string? value) => value is null ? Empty : new(SpreadsheetText.Harmless(value), true);

    public static CsvCell Text(Guid? id) => Text(id?.ToString());

    /// <summary>
    /// An amount with the digits of the JSON, as a number that a spreadsheet can compute with. Null: an empty cell.
    /// </summary>
    public static CsvCell Number(string? value) =>
        value is not null && Decimal.IsMatch(value) ? new(value, false) : Text(value);

    /// <summary>A currency and amounts in it. Null: no cells.</summary>
    public static IEnumerable<CsvCell> Amounts(string? currency, params IEnumerable<string?> amounts) =>
        currency is null ? [] : amounts.Select(Number).Prepend(Text(currency));

    /// <summary>A moment in the form that the JSON has. Null: an empty cell.</summary>
    public static CsvCell Time(DateTimeOffset? time) =>
        time is { } known ? new(JsonSerializer.Serialize(known).Trim('"'), false) : Empty;

    [GeneratedRegex(@"\A-?[0-9]+(\.[0-9]+)?\z")]
    private static partial Regex Decimal { get; }
}
