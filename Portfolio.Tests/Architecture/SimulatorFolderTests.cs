using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Portfolio.Simulator;
using Portfolio.Simulator.Exchanges;

namespace Portfolio.Tests.Architecture;

/// <summary>
/// The folders of the simulator: an exchange is one folder and one line of registration, and folders refer to each
/// other in one direction. Read from the sources, because a compiled method does not show all that it mentions.
/// </summary>
public sealed partial class SimulatorFolderTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "../../Portfolio.Simulator"));

    /// <summary>The folder of each exchange by the exchange's name.</summary>
    private static readonly Dictionary<string, string> ExchangeFolders = typeof(SimulatorHost).Assembly.GetTypes()
        .Where(type => type.IsClass && type.IsAssignableTo(typeof(ISimulatedExchange)))
        .Select(type => type.Namespace?.Split('.')[^1] ?? "")
        .ToDictionary(folder => folder.ToLowerInvariant());

    [Fact]
    public void Every_exchange_has_a_separate_folder() =>
        Assert.All(["binance", "okx"], name => Assert.True(
            Directory.Exists(Path.Combine(Root, ExchangeFolders[name]))));

    [Fact]
    public void No_file_outside_the_folder_of_an_exchange_mentions_it_but_the_line_that_registers_it() =>
        Assert.Equal([], ExchangeFolders.SelectMany(exchange => Sources()
            .Where(file => FolderOf(file) != exchange.Value)
            .SelectMany(file => File.ReadLines(file)
                .Where(line => line.Contains(exchange.Key, StringComparison.OrdinalIgnoreCase)
                    && !IsRegistration(file, line, exchange.Value))
                .Select(line => $"{Path.GetRelativePath(Root, file)}: {line.Trim()}"))));

    [Fact]
    public void No_folder_refers_to_itself_through_other_folders()
    {
        var references = Sources().GroupBy(FolderOf).ToDictionary(
            folder => folder.Key,
            folder => folder.SelectMany(ReferencedFolders).Where(other => other != folder.Key).ToHashSet());

        Assert.Equal([], references.Keys.Where(folder => Reachable(folder, references).Contains(folder)));
    }

    private static bool IsRegistration(string file, string line, string folder) =>
        Path.GetFileName(file) is "SimulatorHost.cs"
        && (line == $"using Portfolio.Simulator.{folder};" || line.Trim() == $"services.Add{folder}();");

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".csproj" && FolderOf(file) is not ("bin" or "obj"));

    /// <summary>The topmost folder; empty for the files beside the folders, which put the parts together.</summary>
    private static string FolderOf(string file) =>
        Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar) is [var folder, _, ..] ? folder : "";

    private static IEnumerable<string> ReferencedFolders(string file) =>
        Folder.Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value);

    private static HashSet<string> Reachable(string start, Dictionary<string, HashSet<string>> references)
    {
        var found = new HashSet<string>();
        var left = new Stack<string>(references[start]);
        while (left.TryPop(out var folder))
        {
            if (found.Add(folder))
                references.GetValueOrDefault(folder, []).ToList().ForEach(left.Push);
        }

        return found;
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file) ?? "";

    [GeneratedRegex(@"^using (?:static )?Portfolio\.Simulator\.([A-Za-z]+)", RegexOptions.Multiline)]
    private static partial Regex Folder { get; }
}
