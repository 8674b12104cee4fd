using System.Reflection;
using Portfolio.Api;
using Portfolio.Contracts.Errors;
using Portfolio.Simulator;
using Portfolio.Storage;
using Portfolio.Worker;

namespace Portfolio.Tests.Architecture;

/// <summary>Which project may reference which, as docs/architecture.md shows it.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, Assembly> Projects = new()
    {
        ["Portfolio.Api"] = typeof(ApiHost).Assembly,
        ["Portfolio.Worker"] = typeof(WorkerHost).Assembly,
        ["Portfolio.Contracts"] = typeof(ErrorKinds).Assembly,
        ["Portfolio.Storage"] = typeof(StorageRegistration).Assembly,
        ["Portfolio.Simulator"] = typeof(SimulatorHost).Assembly,
    };

    [Theory]
    [InlineData("Portfolio.Api", "Portfolio.Contracts, Portfolio.Storage")]
    [InlineData("Portfolio.Worker", "Portfolio.Contracts, Portfolio.Storage")]
    [InlineData("Portfolio.Contracts", "")]
    [InlineData("Portfolio.Storage", "")]
    [InlineData("Portfolio.Simulator", "")]
    public void A_project_references_only_the_projects_that_the_architecture_allows(string project, string allowed) =>
        Assert.Equal(allowed, string.Join(", ", ReferencesOf(project).Where(Projects.ContainsKey).Order()));

    [Theory]
    [InlineData("Dapper", "Portfolio.Storage")]
    [InlineData("dbup-core", "Portfolio.Storage")]
    [InlineData("Quartz", "Portfolio.Worker")]
    [InlineData("Polly.Core", "Portfolio.Worker")]
    [InlineData("Scalar.AspNetCore", "Portfolio.Api")]
    [InlineData("MudBlazor", "Portfolio.Api")]
    public void One_project_references_each_library(string library, string project) =>
        Assert.Equal([project], Projects.Keys.Where(name => ReferencesOf(name).Contains(library)));

    [Fact]
    public void The_contracts_depend_on_nothing_but_the_framework() =>
        Assert.All(ReferencesOf("Portfolio.Contracts"), name => Assert.StartsWith("System", name));

    [Fact]
    public void The_simulator_is_reached_by_HTTP_alone() =>
        Assert.DoesNotContain(Projects.Keys, project => ReferencesOf(project).Contains("Portfolio.Simulator"));

    private static List<string> ReferencesOf(string project) =>
        [.. Projects[project].GetReferencedAssemblies().Select(reference => reference.Name ?? "")];
}
