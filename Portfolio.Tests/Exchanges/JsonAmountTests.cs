using System.Globalization;
using System.Text;
using System.Text.Json;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Exchanges;

public sealed class JsonAmountTests
{
    [Theory]
    [InlineData("\"0.00000001\"", "0.00000001")]
    [InlineData("\"4723846.89208129\"", "4723846.89208129")]
    [InlineData("12.5", "12.5")]
    [InlineData("\"1e-8\"", "0.00000001")]
    [InlineData("\"-3\"", "-3")]
    [InlineData("\"79228162514264337593543950335\"", "79228162514264337593543950335")]
    public void An_amount_is_read_to_its_last_digit(string json, string expected) =>
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), Read(json));

    [Theory]
    [InlineData("\"1.00000000000000000000000000000000000000000004\"", "1")]
    [InlineData("\"0.33333333333333333333333333333333333333\"", "0.3333333333333333333333333333")]
    [InlineData("\"1234567890.1234567890123456789999\"", "1234567890.123456789012345679")]
    public void Digits_that_do_not_fit_are_rounded(string json, string expected) =>
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), Read(json));

    [Theory]
    [InlineData("\"79228162514264337593543950336\"")]
    [InlineData("\"1e40\"")]
    [InlineData("\"\"")]
    [InlineData("\" 1\"")]
    [InlineData("\"1,5\"")]
    [InlineData("\"NaN\"")]
    [InlineData("\"0x10\"")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("{}")]
    public void A_text_that_is_no_amount_or_does_not_fit_is_refused(string json) =>
        Assert.ThrowsAny<JsonException>(() => Read(json));

    private static decimal Read(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        return JsonAmount.Read(ref reader);
    }
}
