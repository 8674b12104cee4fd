using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Portfolio.Tests.Architecture;

/// <summary>Every word that people read comes from a resource, in every language.</summary>
public sealed partial class TextResourceTests
{
    /// <summary>Of <c>Pages</c>; the empty name is the folder itself.</summary>
    private static readonly string[] Folders =
        ["", "Connections", "Help", "Live", "Portfolios", "Settings", "Shell", "SignIn", "View"];

    /// <summary>The product's name, and what is typed at a computer.</summary>
    private static readonly string[] Exceptions =
        ["Portfolio Sync", "./run.sh --sign-in", "docker compose exec api dotnet Portfolio.Api.dll sign-in"];

    private static readonly string[] Projects = ["Portfolio.Api", "Portfolio.Contracts"];

    [Fact]
    public void No_page_has_words_of_its_own() => Assert.Empty(
        Repository.Files("Portfolio.Api/Pages", ".razor")
            .Where(file => Folders.Contains(Path.GetDirectoryName(file)))
            .SelectMany(file => RazorTexts.Of(Repository.Read("Portfolio.Api/Pages", file), Exceptions)
                .Select(words => $"{file}: {words}")));

    [Fact]
    public void Every_text_is_used()
    {
        var used = Repository.Files("Portfolio.Api", ".cs", ".razor")
            .SelectMany(file => Use().Matches(Repository.Read("Portfolio.Api", file)))
            .Select(use => use.Groups["name"].Value)
            .ToHashSet();

        Assert.Empty(Read("Texts.resx").Keys.Except(used));
    }

    [Fact]
    public void Every_language_has_the_same_texts_with_the_same_values_to_fill_in() => Assert.Empty(
        from project in Projects
        from file in Translations(project)
        from name in Differences(Read("Texts.resx", project), Read(file, project))
        select $"{project}/{file}: {name}");

    [Fact]
    public void Both_projects_have_the_same_languages_and_German_is_one_of_them()
    {
        Assert.Equal(Translations(Projects[0]), Translations(Projects[1]));
        Assert.Contains("Texts.de.resx", Translations(Projects[0]));
    }

    [Theory]
    [InlineData("Hello {name}", "Hallo {name}", true)]
    [InlineData("{count} of {total}", "Von {total} sind es {count}", true)]
    [InlineData("Hello {name}", "Hallo {nam}", false)]
    [InlineData("Hello {name}", "Hallo", false)]
    [InlineData("Hello", "Hallo {name}", false)]
    [InlineData("Hello", null, false)]
    [InlineData(null, "Hallo", false)]
    public void A_language_that_differs_is_reported(string? text, string? translation, bool same) => Assert.Equal(
        same ? [] : ["Shell_Hello"], Differences(Texts(text), Texts(translation)));

    [Theory]
    [InlineData("<p>Hello</p>")]
    [InlineData("Hello @Name")]
    [InlineData("<p>@Name. Hello</p>")]
    [InlineData("<p>@Name.First (Hello)</p>")]
    [InlineData("<p>@(IsNew ? \"Hello\" : Name)</p>")]
    [InlineData("<p>@($\"Hello {Name}\")</p>")]
    [InlineData("<img alt=\"Hello\" />")]
    [InlineData("<Field Label=\"Hello @Name\" />")]
    [InlineData("<b title=\"@($\"Hello {Name}\")\"></b>")]
    [InlineData("@if (a < b)\n{\n  <i /><p>Hello</p>\n}")]
    [InlineData("@if (a)\n{\n}\nelse if (b)\n{\n}\nelse\n{\n  <p>Hello</p>\n}")]
    [InlineData("@if (a)\n{\n}\nHello")]
    [InlineData("@foreach (var a in b)\n{\n  var c = \"x\"; // no\n  <text>Hello @c</text>\n}")]
    [InlineData("@switch (a)\n{\n  case \"x\":\n    <p>Hello</p>\n    break;\n}")]
    public void Words_in_a_page_are_found(string page) =>
        Assert.Contains("Hello", Assert.Single(RazorTexts.Of(page)), StringComparison.Ordinal);

    [Theory]
    [InlineData("@page \"/a\"\n@inject Some Thing\n@* Words *@\n<p>@Name</p>\n@code {\n  string a = \"b\";\n}")]
    [InlineData("<p class=\"@(a ? \"less\" : \"more\")\" @onclick=\"() => a = !a\">@Name · – 24 &nbsp;</p>")]
    [InlineData("<p title=\"@Texts.Hello\">@(a is \"x\" ? Texts.Hello : Of(\"x\"))</p>")]
    [InlineData("@if (a is { } b)\n{\n  var c = Of(\"x\", $\"{(a ? \"y\" : \"z\")}\");\n  <p>@c</p>\n  @b\n}")]
    [InlineData("@for (var a = 0; a < 9; a++)\n{\n  if (a < b)\n  {\n    <p>@a</p>\n  }\n}")]
    [InlineData("<PageTitle>@Name – Our Name</PageTitle>")]
    public void Code_is_no_words(string page) => Assert.Empty(RazorTexts.Of(page, "Our Name"));

    private static Dictionary<string, string> Texts(string? text) =>
        text is null ? [] : new Dictionary<string, string> { ["Shell_Hello"] = text };

    private static IEnumerable<string> Translations(string project) =>
        Repository.Files(project, ".resx").Where(file => file is not "Texts.resx").Order(StringComparer.Ordinal);

    private static Dictionary<string, string> Read(string file, string project = "Portfolio.Api") =>
        XDocument.Parse(Repository.Read(project, file)).Descendants("data")
            .ToDictionary(entry => $"{entry.Attribute("name")?.Value}", entry => $"{entry.Element("value")?.Value}");

    /// <summary>The names that only one has, and those whose values to fill in differ.</summary>
    private static IEnumerable<string> Differences(
        IReadOnlyDictionary<string, string> texts, IReadOnlyDictionary<string, string> translation) =>
        from name in texts.Keys.Union(translation.Keys)
        where !texts.ContainsKey(name) || !translation.ContainsKey(name)
            || !ToFill(texts[name]).SetEquals(ToFill(translation[name]))
        select name;

    private static HashSet<string> ToFill(string text) => [.. Placeholder().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\bTexts\.(Format)?(?<name>\w+)")]
    private static partial Regex Use();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();
}
