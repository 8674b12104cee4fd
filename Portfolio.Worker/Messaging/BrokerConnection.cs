using Portfolio.Storage.Startup;
using RabbitMQ.Client;

namespace Portfolio.Worker.Messaging;

/// <summary>A connection to the broker beside that of MassTransit, to a node of the cluster that answers.</summary>
internal static class BrokerConnection
{
    public static Task<IConnection> OpenAsync(RabbitMqAddress address, string name, CancellationToken ct)
    {
        var factory = new ConnectionFactory
        {
            Uri = address.Uri,
            ClientProvidedName = name,
            AutomaticRecoveryEnabled = false,
        };
        return factory.CreateConnectionAsync(
            address.Nodes.Select(node => new AmqpTcpEndpoint(node.Host, node.Port, TlsOf(factory, node))), ct);
    }

    private static SslOption TlsOf(ConnectionFactory factory, Uri node) => new(node.Host, enabled: factory.Ssl.Enabled)
    {
        AcceptablePolicyErrors = factory.Ssl.AcceptablePolicyErrors,
    };
}
