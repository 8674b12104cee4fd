namespace Portfolio.Tests.Architecture;

/// <summary>The sources that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] Built = ["artifacts", "bin", "obj", ".git", ".run"];

    public static string Root { get; } = Find();

    /// <summary>The files below a directory, by their paths from it with slashes. Build output is left out.</summary>
    /// <param name="directory">From the root; empty for all projects.</param>
    /// <param name="extensions">With the dot.</param>
    public static IEnumerable<string> Files(string directory, params string[] extensions)
    {
        var start = Path.Combine(Root, directory);
        return Directory.EnumerateFiles(start, "*", SearchOption.AllDirectories)
            .Where(file => extensions.Contains(Path.GetExtension(file)))
            .Select(file => Path.GetRelativePath(start, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(Built.Contains));
    }

    public static string Read(string directory, string file) => File.ReadAllText(Path.Combine(Root, directory, file));

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Portfolio.sln")))
        {
            directory = directory.Parent
                ?? throw new InvalidOperationException("The tests do not lie below the repository.");
        }

        return directory.FullName;
    }
}
