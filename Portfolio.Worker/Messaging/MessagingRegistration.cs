using MassTransit;
using Microsoft.Extensions.Options;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Database;
using Portfolio.Storage.Startup;
using Portfolio.Worker.Syncs;
using Portfolio.Worker.Validations;

namespace Portfolio.Worker.Messaging;

/// <summary>
/// The queues, named for the operator who sees them in the RabbitMQ console: per exchange one for new connections, one
/// for syncs that a person waits for, one for the schedule, and one for keys to validate.
/// </summary>
internal static class MessagingRegistration
{
    public static void AddMessaging(this IHostApplicationBuilder builder)
    {
        builder.AddRabbitMqAddress();
        builder.Services.AddSingleton<QueueUpgrade>();
        builder.Services.AddSingleton<QueueMetrics>();
        builder.Services.AddSingleton<QueueWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<QueueWatch>());
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddConsumer<ConnectionCreatedConsumer>();
            bus.AddConsumer<SyncConnectionConsumer>();
            bus.AddConsumer<ValidateKeyConsumer>();
            bus.UsingRabbitMq((context, rabbit) =>
            {
                Connect(rabbit, context.GetRequiredService<IOptions<RabbitMqAddress>>().Value);
                RouteSyncs(rabbit);
                foreach (var exchange in ExchangeCatalog.All)
                    AddQueues(rabbit, context, exchange.Exchange);
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

    private static void RouteSyncs(IRabbitMqBusFactoryConfigurator rabbit)
    {
        rabbit.Send<SyncConnection>(send => send.UseRoutingKeyFormatter(context => Routing.Key(context.Message)));
        rabbit.Publish<SyncConnection>(publish => publish.ExchangeType = "direct");
        // RabbitMQ returns a request that no queue takes, instead of dropping it. Events may have no listener.
        rabbit.ConfigurePublish(publish => publish.UseExecute(context =>
        {
            if (context is PublishContext<SyncConnection> && context.TryGetPayload<RabbitMqSendContext>(out var sent))
                sent.Mandatory = true;
        }));
    }

    private static void AddQueues(IRabbitMqBusFactoryConfigurator rabbit, IRegistrationContext context, string exchange)
    {
        AddQueue<ConnectionCreated, ConnectionCreatedConsumer>(
            rabbit, context, WorkerQueues.ConnectionCreated(exchange));
        AddQueue<SyncConnection, SyncConnectionConsumer>(rabbit, context, WorkerQueues.SyncNow(exchange));
        AddQueue<SyncConnection, SyncConnectionConsumer>(
            rabbit, context, WorkerQueues.SyncScheduled(exchange), ScheduleGate.AtMost);
        AddQueue<ValidateKey, ValidateKeyConsumer>(rabbit, context, WorkerQueues.Validate(exchange));
    }

    private static void AddQueue<TMessage, TConsumer>(
        IRabbitMqBusFactoryConfigurator rabbit, IRegistrationContext context, WorkerQueue queue, int times = 1)
        where TMessage : class
        where TConsumer : class, IConsumer
    {
        rabbit.ReceiveEndpoint(queue.Name, endpoint =>
        {
            Declare(endpoint, context, queue, times);
            // No one listens for faults, and the worker's user may not bind their exchanges.
            endpoint.PublishFaults = false;
            if (queue.KeepsFailures)
                RetryFaultsOfOurOwn(endpoint);
            else
                DiscardFailures(endpoint);
            Bind<TMessage>(endpoint, queue);
            endpoint.ConfigureConsumer<TConsumer>(context);
        });
    }

    /// <param name="times">
    /// Messages that are taken from the queue, as a multiple of <see cref="SyncOptions.Concurrency"/>.
    /// </param>
    private static void Declare(
        IRabbitMqReceiveEndpointConfigurator endpoint, IRegistrationContext context, WorkerQueue queue, int times)
    {
        var concurrency = context.GetRequiredService<IOptions<SyncOptions>>().Value.Concurrency * times;
        foreach (var (name, value) in queue.Arguments)
            endpoint.SetQueueArgument(name, value);
        endpoint.PrefetchCount = concurrency;
        endpoint.ConcurrentMessageLimit = concurrency;
        endpoint.ConfigureChannel(channel => channel.UseFilter(
            new QueueUpgradeFilter(context.GetRequiredService<QueueUpgrade>(), queue)));
    }

    /// <summary>
    /// Transient failures of this system's infrastructure are retried; a message that still fails goes to
    /// <c>_error</c>. A sync waits for the database itself, and leaves what lasts longer to the sweep.
    /// </summary>
    private static void RetryFaultsOfOurOwn(IRabbitMqReceiveEndpointConfigurator endpoint) =>
        endpoint.UseMessageRetry(retry =>
        {
            retry.Exponential(5, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(2));
            retry.Handle<Exception>(fault => TransientFailures.Is(fault, CancellationToken.None));
            retry.Handle<TimeoutException>();
        });

    /// <summary>For messages with sealed keys: none of them is ever moved to an error queue.</summary>
    private static void DiscardFailures(IRabbitMqReceiveEndpointConfigurator endpoint)
    {
        endpoint.DiscardFaultedMessages();
        endpoint.DiscardSkippedMessages();
    }

    private static void Bind<TMessage>(IRabbitMqReceiveEndpointConfigurator endpoint, WorkerQueue queue)
        where TMessage : class
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.Bind<TMessage>(binding =>
        {
            binding.ExchangeType = "direct";
            binding.RoutingKey = queue.Binding?.RoutingKey;
        });
    }
}
