using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Portfolio.Storage.Startup;

namespace Portfolio.Tests.Startup;

public sealed class RabbitMqAddressTests
{
    [Theory]
    [InlineData("amqp://user:word@one:5673/portfolio", "amqp://user:word@one:5673/portfolio")]
    [InlineData("amqp://one", "amqp://one/")]
    [InlineData("AMQPS://user:a,b@one,two/", "amqps://user:a,b@one/", "amqps://user:a,b@two/")]
    [InlineData(
        "amqp://u:w@one:5673, two:5674,three/v%2Fh", "amqp://u:w@one:5673/v%2Fh", "amqp://u:w@two:5674/v%2Fh",
        "amqp://u:w@three/v%2Fh")]
    public void Each_node_has_the_same_user_and_virtual_host(string address, params string[] nodes) =>
        Assert.Equal(nodes, Read(address).Nodes.Select(node => node.ToString()));

    [Fact]
    public void The_cluster_is_known_by_its_first_node() =>
        Assert.Equal("one", Read("amqp://user:word@one,two/").Uri.Host);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("http://one/")]
    [InlineData("one,two")]
    [InlineData("amqp://user:word@one,,two/")]
    [InlineData("amqp://user:word@one,two:port/")]
    public void Anything_else_stops_the_process_with_a_sentence(string? address) => Assert.StartsWith(
        "ConnectionStrings:RabbitMq is missing or is no amqp:// address.",
        Assert.Throws<OptionsValidationException>(() => Read(address)).Message, StringComparison.Ordinal);

    private static RabbitMqAddress Read(string? address)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:RabbitMq", address)]);
        builder.AddRabbitMqAddress();
        using var host = builder.Build();
        return host.Services.GetRequiredService<IOptions<RabbitMqAddress>>().Value;
    }
}
