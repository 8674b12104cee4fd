using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Portfolio.Storage.Startup;

/// <summary>
/// <c>ConnectionStrings:RabbitMq</c>: the broker that API and worker share, a node or a cluster, whose nodes are
/// separated by commas. Only the address is kept here, beside that of PostgreSQL; each process builds its own bus.
/// </summary>
public sealed partial class RabbitMqAddress
{
    /// <summary>As configured; null when the setting is missing, which ends the process at its start.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Only after validation. The first node of a cluster, which all processes know by its name.</summary>
    public Uri Uri => Nodes[0];

    /// <summary>Only after validation: the same address at each node.</summary>
    public IReadOnlyList<Uri> Nodes => Parse(ConnectionString) ?? [];

    /// <summary>Null when it is no address of RabbitMQ.</summary>
    internal static IReadOnlyList<Uri>? Parse(string? text)
    {
        // Uri itself knows one host per address.
        if (Shape.Match(text ?? "") is not { Success: true, Groups: var parts })
            return null;

        var nodes = new List<Uri>();
        foreach (var host in parts["hosts"].Value.Split(','))
        {
            if (!Uri.TryCreate($"{parts["before"]}{host.Trim()}{parts["after"]}", UriKind.Absolute, out var node)
                || node.Host is "")
            {
                return null;
            }

            nodes.Add(node);
        }

        return nodes;
    }

    [GeneratedRegex("^(?<before>amqps?://([^/]*@)?)(?<hosts>[^/@]*)(?<after>/.*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Shape { get; }
}

/// <summary>
/// Registers the broker's address, so that a missing or malformed one stops the process at its start.
/// </summary>
public static class RabbitMqAddressRegistration
{
    /// <summary>Makes the address available as options, validated before anything connects to it.</summary>
    public static void AddRabbitMqAddress(this IHostApplicationBuilder builder) =>
        builder.Services.AddOptionsWithValidateOnStart<RabbitMqAddress, RabbitMqAddressValidator>()
            .Configure<IConfiguration>((address, settings) =>
                address.ConnectionString = settings.GetConnectionString("RabbitMq"));
}

internal sealed class RabbitMqAddressValidator : IValidateOptions<RabbitMqAddress>
{
    private const string Wrong =
        "ConnectionStrings:RabbitMq is missing or is no amqp:// address. "
        + "It looks like: amqp://user:password@localhost:5672/, or for a cluster: amqp://user:password@one,two,three/";

    public ValidateOptionsResult Validate(string? name, RabbitMqAddress options) =>
        RabbitMqAddress.Parse(options.ConnectionString) is not null
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(Wrong);
}
