using System.Text.RegularExpressions;

namespace Portfolio.Tests.Architecture;

/// <summary>
/// The references between a project's top folders, read from its sources. Every type that a folder uses is named by it
/// or by a folder that it names, so names are enough to find each cycle.
/// </summary>
internal sealed partial class FolderReferences
{
    private readonly string project;
    private readonly SortedDictionary<string, SortedDictionary<string, string>> files;

    /// <param name="sources">By path below the project, with slashes; files beside the folders belong to none.</param>
    public FolderReferences(string project, IReadOnlyDictionary<string, string> sources)
    {
        this.project = project;
        var folders = sources.Where(source => source.Key.Contains('/')).ToLookup(source => FolderOf(source.Key));
        var targets = folders.ToDictionary(
            folder => folder.Key, folder => new Target(project, folder.Key, [.. NamesIn(folder)]));
        files = new(folders.ToDictionary(folder => folder.Key, folder => ReferencesOf(folder, targets)));
    }

    public IEnumerable<string> Folders => files.Keys;

    /// <summary>The project's sources as they lie in this repository.</summary>
    public static FolderReferences Of(string project) => new(
        project, Repository.Files(project, ".cs").ToDictionary(file => file, file => Repository.Read(project, file)));

    /// <summary>The folders that a folder names, in the order of the alphabet.</summary>
    public IEnumerable<string> From(string folder) => files[folder].Keys;

    /// <summary>One cycle, with a file for each of its arrows; null when there is none.</summary>
    public string? Cycle() =>
        files.Keys.Select(start => PathTo(start, start, [])).FirstOrDefault(path => path is not null) is { } cycle
            ? $"The folders of {project} refer to each other in a cycle: {Sentence(cycle)}."
            : null;

    private string Sentence(IReadOnlyList<string> cycle) => cycle[0] + string.Concat(
        cycle.Skip(1).Select((folder, step) => $" -> {folder} (in {files[cycle[step]][folder]})"));

    /// <summary>From one folder to another, by at least one arrow; null when no arrows lead there.</summary>
    private IReadOnlyList<string>? PathTo(string goal, string from, HashSet<string> seen)
    {
        foreach (var next in files[from].Keys)
        {
            if (next == goal)
                return [from, goal];
            if (seen.Add(next) && PathTo(goal, next, seen) is { } path)
                return [from, .. path];
        }

        return null;
    }

    private static SortedDictionary<string, string> ReferencesOf(
        IEnumerable<KeyValuePair<string, string>> sources, Dictionary<string, Target> targets)
    {
        var found = new SortedDictionary<string, string>();
        foreach (var (file, text) in sources.OrderBy(source => source.Key, StringComparer.Ordinal))
        {
            foreach (var (folder, target) in targets)
            {
                if (folder != FolderOf(file) && target.IsNamedIn(text))
                    found.TryAdd(folder, file);
            }
        }

        return found;
    }

    private static IEnumerable<string> NamesIn(IEnumerable<KeyValuePair<string, string>> sources) =>
        sources.SelectMany(source => Declaration().Matches(source.Value).Select(match => match.Groups[1].Value)
            .Concat(source.Key.Split('/')[1..^1]));

    private static string FolderOf(string file) => file[..file.IndexOf('/')];

    [GeneratedRegex(@"\b(?:record class|record struct|record|class|struct|interface|enum|delegate [\w<>?]+) (\w+)")]
    private static partial Regex Declaration();

    /// <summary>A folder that others may name.</summary>
    /// <param name="names">Its types and namespaces.</param>
    private sealed class Target(string project, string folder, HashSet<string> names)
    {
        private readonly Regex whole = new($@"\b{Regex.Escape($"{project}.{folder}")}\b");
        private readonly Regex lastPart = new($@"(?<![\w.]){Regex.Escape(folder)}\.(\w+)");

        /// <summary>By the whole namespace, or by its last part before one of the folder's names.</summary>
        public bool IsNamedIn(string text) => text.Contains(folder, StringComparison.Ordinal)
            && (whole.IsMatch(text)
                || lastPart.Matches(text).Any(match => names.Contains(match.Groups[1].Value)));
    }
}
