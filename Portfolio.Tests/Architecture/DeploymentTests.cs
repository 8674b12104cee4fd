using System.Text.RegularExpressions;
using Portfolio.Worker.Messaging;

namespace Portfolio.Tests.Architecture;

/// <summary>The cluster's compose file and manifests name what the system has.</summary>
public sealed partial class DeploymentTests
{
    private static readonly string Compose = Repository.Read("", "docker-compose.yml");
    private static readonly string Settings = Compose + Repository.Read("", ".env.example");

    private static readonly IReadOnlyList<string> Deployed =
        [.. Repository.Files("deploy", ".yml", ".yaml").Select(file => Repository.Read("deploy", file))];

    [Fact]
    public void Every_setting_is_one_of_the_single_machine_too()
    {
        var named = Deployed.SelectMany(file => Setting.Matches(file)).Select(found => found.Value).ToHashSet();

        Assert.Contains("Encryption__FingerprintKey", named);
        Assert.All(named, name => Assert.Contains(name, Settings, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_image_that_the_single_machine_runs_has_its_version()
    {
        var images = Image.Matches(Compose).DistinctBy(found => found.Value).ToDictionary(
            found => found.Groups["name"].Value, found => found.Groups["tag"].Value);
        var deployed = Deployed.SelectMany(file => Image.Matches(file))
            .Where(found => images.ContainsKey(found.Groups["name"].Value)).ToList();

        Assert.Equal(
            ["postgres", "rabbitmq"], deployed.Select(found => found.Groups["name"].Value).Distinct().Order());
        Assert.All(deployed, found => Assert.Equal(images[found.Groups["name"].Value], found.Groups["tag"].Value));
    }

    [Fact]
    public void Workers_are_scaled_by_every_queue_they_have() => Assert.Equal(
        WorkerQueues.All.Select(queue => queue.Name).Order(),
        Queue.Matches(Repository.Read("deploy", "kubernetes/scaling.yaml")).Select(found => found.Groups[1].Value)
            .Order());

    [Fact]
    public void Every_manifest_is_in_the_kustomization()
    {
        var listed = Repository.Read("deploy", "kubernetes/kustomization.yaml");

        Assert.All(
            Repository.Files("deploy/kubernetes", ".yaml").Where(file => file is not "kustomization.yaml"),
            file => Assert.Contains($"  - {file}\n", listed, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+(__[A-Za-z0-9]+)+\b")]
    private static partial Regex Setting { get; }

    [GeneratedRegex(@"image: (?<name>[a-z]+):(?<tag>\S+)")]
    private static partial Regex Image { get; }

    [GeneratedRegex("queueName: ([a-z-]+)")]
    private static partial Regex Queue { get; }
}
