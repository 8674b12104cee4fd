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
    [InlineData("=a,b", "\"'=a,b\"")]
    [InlineData("BTC", "BTC")]
    [InlineData("a-b", "a-b")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void A_word_that_begins_like_a_formula_is_no_formula_any_more(string? word, string cell) =>
        Assert.Equal(cell, Csv.Text(word));

    [Theory]
    [InlineData("-0.5", "-0.5")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"a\"", "\"say \"\"a\"\"\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("a\rb", "\"a\rb\"")]
    public void A_number_stays_a_number_and_what_would_break_the_line_is_quoted(string value, string cell) =>
        Assert.Equal(cell, Csv.Plain(value));

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
    public void Csv_is_for_who_would_rather_have_it(string accept, bool wanted)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Accept = accept;

        Assert.Equal(wanted, Csv.IsWanted(http.Request));
    }
}
