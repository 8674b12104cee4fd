using Portfolio.Simulator;
using Portfolio.Simulator.Exchanges;

namespace Portfolio.Tests.Architecture;

/// <summary>
/// An exchange of the simulator is one folder and one line of registration. Read from the sources, because a compiled
/// method does not show all that it mentions.
/// </summary>
public sealed class SimulatorFolderTests
{
    private const string Project = "Portfolio.Simulator";

    /// <summary>The folder of each exchange by the exchange's name.</summary>
    private static readonly Dictionary<string, string> ExchangeFolders = typeof(SimulatorHost).Assembly.GetTypes()
        .Where(type => type.IsClass && type.IsAssignableTo(typeof(ISimulatedExchange)))
        .Select(type => type.Namespace?.Split('.')[^1] ?? "")
        .ToDictionary(folder => folder.ToLowerInvariant());

    [Fact]
    public void Every_exchange_has_a_separate_folder() =>
        Assert.All(["binance", "okx", "kraken"], name => Assert.NotEmpty(
            Repository.Files(Path.Combine(Project, ExchangeFolders[name]), ".cs")));

    [Fact]
    public void No_file_outside_the_folder_of_an_exchange_mentions_it_but_the_line_that_registers_it() =>
        Assert.Equal([], ExchangeFolders.SelectMany(exchange => Repository.Files(Project, ".cs", ".csproj")
            .Where(file => !file.StartsWith($"{exchange.Value}/", StringComparison.Ordinal))
            .SelectMany(file => Repository.Read(Project, file).Split('\n')
                .Where(line => line.Contains(exchange.Key, StringComparison.OrdinalIgnoreCase)
                    && !IsRegistration(file, line, exchange.Value))
                .Select(line => $"{file}: {line.Trim()}"))));

    private static bool IsRegistration(string file, string line, string folder) =>
        file is "SimulatorHost.cs"
        && (line == $"using Portfolio.Simulator.{folder};" || line.Trim() == $"services.Add{folder}();");
}
