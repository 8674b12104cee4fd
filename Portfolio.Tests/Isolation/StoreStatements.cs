using System.Text;
using System.Text.RegularExpressions;
using Portfolio.Tests.Architecture;

namespace Portfolio.Tests.Isolation;

/// <summary>The statements about users' rows in the stores' sources: every literal that begins like one.</summary>
internal static partial class StoreStatements
{
    /// <param name="Place">File and line.</param>
    /// <param name="Pattern">Finds it, whatever is put into its holes, in text of <see cref="Flat"/>.</param>
    internal sealed record Literal(string Place, string Text, Regex Pattern);

    /// <summary>A rotation has a login of its own, which looks across users.</summary>
    private const string Rotation = "Credentials/ResealStore.cs";

    /// <param name="tables">Those that have users' rows.</param>
    public static IReadOnlyList<Literal> About(IReadOnlyCollection<string> tables)
    {
        var named = new Regex($@"\b(from|join|into|update) ({string.Join('|', tables)})\b");
        return
        [
            .. from file in Repository.Files("Portfolio.Storage", ".cs")
               where file is not Rotation
               from literal in In(file, Repository.Read("Portfolio.Storage", file))
               where named.IsMatch(literal.Text)
               select literal,
        ];
    }

    /// <summary>Blanks and lines do not matter.</summary>
    public static string Flat(string sql) => Blanks.Replace(sql, " ").Trim();

    private static IEnumerable<Literal> In(string file, string source)
    {
        foreach (Match match in Strings.Matches(source))
        {
            var text = Flat(match.Groups["raw"].Success ? match.Groups["raw"].Value : match.Groups["plain"].Value);
            if (Beginning.IsMatch(text))
            {
                var line = source.AsSpan(0, match.Index).Count('\n') + 1;
                var pattern = match.Value.StartsWith('$') ? PatternOf(text) : Regex.Escape(text);
                yield return new Literal($"{file}:{line}", text, new Regex(pattern));
            }
        }
    }

    /// <summary>Holes have braces and strings of their own.</summary>
    private static string PatternOf(string text)
    {
        var pattern = new StringBuilder();
        var depth = 0;
        foreach (var letter in text)
        {
            if (letter is '{' && depth++ is 0)
                pattern.Append(".*");
            else if (letter is '}')
                depth--;
            else if (depth is 0)
                pattern.Append(Regex.Escape($"{letter}"));
        }

        return pattern.ToString();
    }

    [GeneratedRegex(
        """""\$?(?:"""(?<raw>.*?)"""|(?<!")"(?!"")(?<plain>(?:[^"\\\n]|\\.)*)")""""", RegexOptions.Singleline)]
    private static partial Regex Strings { get; }

    [GeneratedRegex("^(with|select|insert into|update|delete from) ")]
    private static partial Regex Beginning { get; }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks { get; }
}
