using MassTransit;
using Microsoft.Extensions.Options;
using Portfolio.Api.Connections;
using Portfolio.Contracts.Connections;
using Portfolio.Storage.Startup;

namespace Portfolio.Api.Messaging;

/// <summary>The messages that the API sends over RabbitMQ, and its queue for events.</summary>
internal static class MessagingRegistration
{
    public static void AddMessaging(this IHostApplicationBuilder builder)
    {
        builder.AddRabbitMqAddress();
        builder.Services.AddSingleton<BrokerLink>();
        builder.Services.AddReceiveEndpointObserver(services => services.GetRequiredService<BrokerLink>());
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddConsumer<ConnectionEventsConsumer>();
            bus.UsingRabbitMq((context, rabbit) =>
            {
                Connect(rabbit, context.GetRequiredService<IOptions<RabbitMqAddress>>().Value);
                RouteByExchange(rabbit);
                ReturnUnroutable(rabbit);
                rabbit.ConnectEndpointConfigurationObserver(new DiscardedFailures());
                rabbit.OverrideDefaultBusEndpointQueueName($"api-answers-{NewId.NextGuid():n}");
                rabbit.ReceiveEndpoint($"api-events-{NewId.NextGuid():n}", queue =>
                {
                    queue.Durable = false;
                    queue.Exclusive = true;
                    queue.AutoDelete = true;
                    queue.ConfigureConsumer<ConnectionEventsConsumer>(context);
                });
            });
        });
    }

    private static void Connect(IRabbitMqBusFactoryConfigurator rabbit, RabbitMqAddress address) =>
        rabbit.Host(address.Uri, host =>
        {
            if (address.Nodes.Count > 1)
                host.UseCluster(cluster => AddNodes(cluster, address));
        });

    /// <summary>MassTransit tries the nodes in turn. Another first one for each process spreads them.</summary>
    private static void AddNodes(IRabbitMqClusterConfigurator cluster, RabbitMqAddress address)
    {
        foreach (var node in address.Nodes.Shuffle())
            cluster.Node(node.Port < 0 ? node.Host : $"{node.Host}:{node.Port}");
    }

    private static void RouteByExchange(IRabbitMqBusFactoryConfigurator rabbit)
    {
        rabbit.Send<ConnectionCreated>(
            send => send.UseRoutingKeyFormatter(context => Routing.Key(context.Message.Exchange)));
        rabbit.Send<SyncConnection>(send => send.UseRoutingKeyFormatter(context => Routing.Key(context.Message)));
        rabbit.Send<ValidateKey>(send => send.UseRoutingKeyFormatter(context => Routing.Key(context.Message.Exchange)));
        rabbit.Publish<ConnectionCreated>(publish => publish.ExchangeType = "direct");
        rabbit.Publish<SyncConnection>(publish => publish.ExchangeType = "direct");
        rabbit.Publish<ValidateKey>(publish => publish.ExchangeType = "direct");
    }

    /// <summary>RabbitMQ returns a command that no queue takes, instead of dropping it. Events may have none.</summary>
    private static void ReturnUnroutable(IRabbitMqBusFactoryConfigurator rabbit) =>
        rabbit.ConfigurePublish(publish => publish.UseExecute(context =>
        {
            if (context is PublishContext<ConnectionCreated> or PublishContext<SyncConnection>
                    or PublishContext<ValidateKey>
                && context.TryGetPayload<RabbitMqSendContext>(out var sent))
            {
                sent.Mandatory = true;
            }
        }));
}
