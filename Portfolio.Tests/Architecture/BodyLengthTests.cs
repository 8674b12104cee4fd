namespace Portfolio.Tests.Architecture;

/// <summary>The limit on bodies must see what it is to limit.</summary>
public sealed class BodyLengthTests
{
    [Fact]
    public void The_lines_between_the_braces_or_after_the_arrow_count() => Assert.Equal(
        [("Sum", 3), ("Last.get", 1), ("Twice", 1)],
        Lines(
            """
            int Sum(int a, int b)
            {
                return Add();
                int Add() =>
                    a + b;
            }
            int Last
            {
                get
                {
                    return 1;
                }
            }
            int Twice => 2;
            """));

    [Fact]
    public void The_lines_of_a_raw_literal_do_not_count() => Assert.Equal(
        [("Sql", 3), ("Filled", 2)],
        Lines(
            """"
            string Sql() =>
                """
                select 1,
                    2
                """
                + "";
            string Filled(int n) =>
                $"""
                select {n},
                    2
                """;
            """"));

    [Theory]
    [InlineData("int Status(string kind) => kind switch\n{\n \"a\" => 1,\n _ => 2,\n};")]
    [InlineData("Text Of(string kind) { return kind switch\n{\n \"a\" => new(\"b\"),\n _ => null,\n}; }")]
    [InlineData("int[] All { get; } =\n[\n 1,\n 2,\n];")]
    [InlineData("Theme theme = new()\n{\n Dark = new() { Ink = \"#fff\" },\n};")]
    public void A_table_does_not_count(string member) => Assert.Empty(Lines(member));

    [Theory]
    [InlineData("int Of(string kind) => kind switch\n{\n \"a\" => Sum(1),\n _ => 2,\n};")]
    [InlineData("int Of(string kind) => kind switch\n{\n \"a\" when IsOn => 1,\n _ => 2,\n};")]
    [InlineData("Func<int>[] All =\n[\n () => 1,\n () => 2,\n];")]
    public void Logic_in_the_form_of_a_table_counts(string member) => Assert.NotEmpty(Lines(member));

    [Fact]
    public void The_code_block_of_a_page_counts() => Assert.Equal(
        [("Name", 1)], BodyLengths.OfRazor("<p>@Name()</p>\n@code {\n  string Name() => \"a\";\n}\n"));

    private static IEnumerable<(string Name, int Lines)> Lines(string members) =>
        BodyLengths.OfCode($"class Some {{ {members} }}");
}
