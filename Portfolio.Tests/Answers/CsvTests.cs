using Microsoft.AspNetCore.Http;
using Portfolio.Api.Answers;

namespace Portfolio.Tests.Answers;

public sealed class CsvTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@sum", "'@sum")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "'\rx")]
    [InlineData("\nx", "'\nx")]
    [InlineData("\0x", "'\0x")]
    [InlineData("=a,b", "'=a,b")]
    [InlineData("'=1", "''=1")]
    public void A_word_that_begins_like_a_formula_is_made_harmless(string word, string harmless) =>
        Assert.Equal(harmless, SpreadsheetText.Harmless(word));

    [Theory]
    [InlineData("\uFF1D1+1")] // full-width =
    [InlineData("\uFF0B1")]
    [InlineData("\uFF0D1")]
    [InlineData("\uFF20SUM(A1)")]
    [InlineData("\uFE661")] // small =
    [InlineData("\uFE621")]
    [InlineData("\uFE631")]
    [InlineData("\uFE6BSUM(A1)")]
    [InlineData("\u207C1")] // raised =
    [InlineData("\u208A1")] // lowered +
    [InlineData("\u22121")] // the minus sign
    [InlineData("\u20131")] // an en dash
    [InlineData("\u27951")] // a heavy plus
    [InlineData("  =1")]
    [InlineData("\u00A0=1")] // a space that does not break
    [InlineData("\u3000\uFF1D1")] // a wide space
    [InlineData("\u2028=1")]
    [InlineData("\u200B=1")] // no width
    [InlineData("\uFEFF@1")]
    [InlineData("\u2060\u202E-1")]
    [InlineData("\u00AD+1")] // a soft hyphen
    [InlineData("\u3164=1")] // a letter without a shape
    [InlineData("\uDB40\uDC20=1")] // a tag
    [InlineData("\u0301=1")] // an accent on nothing
    [InlineData("\"=1")]
    [InlineData("\" '\u201C=1")]
    public void A_formula_in_full_width_or_behind_invisible_characters_is_made_harmless(string word) =>
        Assert.Equal($"'{word}", SpreadsheetText.Harmless(word));

    [Theory]
    [InlineData(" \t=1", " \t'=1")]
    [InlineData("Savings;=1+1", "Savings;'=1+1")]
    [InlineData("a; \u200B\uFF20b;-c", "a;' \u200B\uFF20b;'-c")]
    [InlineData("a\r\n=1", "a\r\n'=1")]
    [InlineData("a\t+1", "a\t'+1")]
    public void A_formula_behind_another_separator_is_made_harmless(
        string word, string harmless) =>
        Assert.Equal(harmless, SpreadsheetText.Harmless(word));

    [Theory]
    [InlineData("BTC")]
    [InlineData("a-b")]
    [InlineData("a, -b")]
    [InlineData("Ersparnisse f\u00FCr sp\u00E4ter (2026)")]
    [InlineData("\uD83D\uDCB0 money")]
    [InlineData("spot 1.5; funding 0.25")]
    [InlineData(" two  words ")]
    [InlineData("")]
    public void Other_words_are_left_as_they_are(string word) => Assert.Equal(word, SpreadsheetText.Harmless(word));

    [Theory]
    [InlineData("-1.5", "-1.5", false)]
    [InlineData("0.000000000000000001", "0.000000000000000001", false)]
    [InlineData("79228162514264337593543950336000", "79228162514264337593543950336000", false)]
    [InlineData("-1+2", "'-1+2", true)]
    [InlineData("=1", "'=1", true)]
    [InlineData("-1\n", "'-1\n", true)]
    [InlineData(null, "", false)]
    public void An_amount_stays_a_number_and_anything_else_is_text(string? amount, string value, bool quoted) =>
        Assert.Equal((value, quoted), (CsvCell.Number(amount).Value, CsvCell.Number(amount).Quoted));

    [Theory]
    [InlineData("2026-11-26T10:00:00Z", "2026-11-26T10:00:00+00:00")]
    [InlineData("2026-11-26T10:00:00.1200000Z", "2026-11-26T10:00:00.12+00:00")]
    public void A_time_has_the_form_of_the_JSON(string time, string cell) => Assert.Equal(
        (cell, false), (CsvCell.Time(DateTimeOffset.Parse(time, null)).Value, CsvCell.Time(null).Quoted));

    [Theory]
    [InlineData("Savings", "Savings-holdings-2026-11-26.csv")]
    [InlineData("F\u00FCr sp\u00E4ter \uD83D\uDCB0", "F\u00FCr sp\u00E4ter \uD83D\uDCB0-holdings-2026-11-26.csv")]
    [InlineData("../../etc\\passwd", "_.._etc_passwd-holdings-2026-11-26.csv")]
    [InlineData("a\u202Evsc.exe", "a_vsc.exe-holdings-2026-11-26.csv")]
    [InlineData("a\"b:c", "a_b_c-holdings-2026-11-26.csv")]
    [InlineData("...", "holdings-2026-11-26.csv")]
    public void A_file_is_called_by_the_portfolios_name_as_far_as_file_systems_take_it(string name, string file)
    {
        var called = new CsvFileName("holdings", name, new DateTimeOffset(2026, 11, 26, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal((file, "holdings-2026-11-26.csv"), (called.Full, called.Plain));
    }

    [Theory]
    [InlineData("text/csv", true)]
    [InlineData("TEXT/CSV; charset=utf-8", true)]
    [InlineData("text/csv, application/json;q=0.5", true)]
    [InlineData("application/json, text/csv;q=0.5", false)]
    [InlineData("text/csv;q=0", false)]
    [InlineData("application/json", false)]
    [InlineData("*/*", false)]
    [InlineData("nonsense/", false)]
    [InlineData("", false)]
    public void Csv_is_sent_when_the_request_prefers_it(string accept, bool wanted)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Accept = accept;

        Assert.Equal(wanted, Csv.IsWanted(http.Request));
    }
}
