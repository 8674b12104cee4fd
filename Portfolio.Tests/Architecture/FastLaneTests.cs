using Portfolio.Tests.Journeys;
using Portfolio.Tests.Pages;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Architecture;

/// <summary><c>./test.sh --fast</c> runs without PostgreSQL, RabbitMQ and a browser.</summary>
public sealed class FastLaneTests
{
    private static readonly Type[] Servers =
        [typeof(PostgresServer), typeof(RabbitMqServer), typeof(Browser), typeof(SharedSystem)];

    [Fact]
    public void A_test_class_that_needs_a_server_is_marked() => Assert.Empty(
        typeof(FastLaneTests).Assembly.GetTypes()
            .Where(type => IsTest(type) && NeedsServer(type) && !type.IsDefined(
                typeof(NeedsServersAttribute), inherit: true))
            .Select(type => type.Name));

    private static bool IsTest(Type type) =>
        !type.IsAbstract && type.GetMethods().Any(method => method.IsDefined(typeof(FactAttribute), inherit: true));

    private static bool NeedsServer(Type type) =>
        type.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .Any(parameter => Servers.Any(server => server.IsAssignableFrom(parameter.ParameterType)));
}
