using System.Reflection;
using System.Xml.Linq;
using MudBlazor;
using Portfolio.Api.Pages.Shell;

namespace Portfolio.Tests.Pages;

/// <summary>Drawings as paths instead of markup.</summary>
public sealed class IconPathsTests
{
    [Fact]
    public void The_paths_of_every_drawing_are_those_that_are_visible_in_its_markup()
    {
        var drawings = typeof(Icons.Material.Rounded).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!).ToList();

        var read = drawings.Select(markup => (Markup: markup, Paths: IconPaths.Of(markup)))
            .Where(drawing => drawing.Paths is not null).ToList();

        Assert.True(read.Count > drawings.Count / 2);
        Assert.All(read, drawing => Assert.Equal(VisibleIn(drawing.Markup), drawing.Paths));
    }

    [Theory]
    [InlineData("""<circle cx="4" cy="4" r="2"/>""")]
    [InlineData("""<path d="M0 0" opacity=".3"/>""")]
    [InlineData("""<g transform="rotate(9)"><path d="M0 0"/></g>""")]
    public void A_drawing_of_more_than_plain_paths_stays_markup(string markup) => Assert.Null(IconPaths.Of(markup));

    private static IEnumerable<string> VisibleIn(string markup) => XElement.Parse($"<svg>{markup}</svg>")
        .Descendants("path")
        .Where(path => !path.AncestorsAndSelf().Any(part => (string?)part.Attribute("fill") is "none"))
        .Select(path => (string?)path.Attribute("d") ?? "");
}
