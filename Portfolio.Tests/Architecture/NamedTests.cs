using System.Text.RegularExpressions;

namespace Portfolio.Tests.Architecture;

/// <summary>The tests that a document names: <c>`Class.Method`</c>, or <c>`Class`</c> for all of its tests.</summary>
internal static partial class NamedTests
{
    private static readonly HashSet<string> Existing =
    [
        .. typeof(NamedTests).Assembly.GetTypes().Where(type => type.IsPublic).SelectMany(
            type => type.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute), inherit: true)),
            (type, method) => $"{type.Name}.{method.Name}"),
    ];

    private static readonly HashSet<string> Classes = [.. Existing.Select(test => test.Split('.')[0])];

    public static bool Exists(string name) => Existing.Contains(name) || Classes.Contains(name);

    /// <summary>All that is marked as code.</summary>
    public static List<string> CodeIn(string text) => [.. Code.Matches(text).Select(match => match.Groups[1].Value)];

    /// <summary>All that has the form of a test's name.</summary>
    public static List<string> In(string text) => [.. CodeIn(text).Where(code => Name.IsMatch(code))];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code { get; }

    [GeneratedRegex(@"^[A-Z]\w+(Tests|Journeys|Journey|Properties)(\.\w+)?$")]
    private static partial Regex Name { get; }
}
