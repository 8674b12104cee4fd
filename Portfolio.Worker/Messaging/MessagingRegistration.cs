using MassTransit;
using Microsoft.Extensions.Options;
using Npgsql;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Exchanges;
using Portfolio.Worker.Syncs;
using Portfolio.Worker.Validations;

namespace Portfolio.Worker.Messaging;

/// <summary>
/// The queues, named for whoever reads them in the RabbitMQ console: per exchange one for new connections, one for syncs
/// somebody waits for, one for the schedule, and one for keys to try.
/// </summary>
internal static class MessagingRegistration
{
    public static void AddMessaging(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<RabbitMqAddress, RabbitMqAddressValidator>()
            .Configure<IConfiguration>((address, settings) => address.ConnectionString = settings.GetConnectionString("RabbitMq"));
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddConsumer<ConnectionCreatedConsumer>();
            bus.AddConsumer<SyncConnectionConsumer>();
            bus.AddConsumer<ValidateKeyConsumer>();
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(context.GetRequiredService<IOptions<RabbitMqAddress>>().Value.Uri);
                RouteSyncs(rabbit);
                foreach (var exchange in ExchangeCatalog.All)
                    AddQueues(rabbit, context, exchange.Exchange);
            });
        });
    }

    private static void RouteSyncs(IRabbitMqBusFactoryConfigurator rabbit)
    {
        rabbit.Send<SyncConnection>(send => send.UseRoutingKeyFormatter(context => Routing.Key(context.Message)));
        rabbit.Publish<SyncConnection>(publish => publish.ExchangeType = "direct");
    }

    private static void AddQueues(IRabbitMqBusFactoryConfigurator rabbit, IRegistrationContext context, string exchange)
    {
        var concurrency = context.GetRequiredService<IOptions<SyncOptions>>().Value.Concurrency;

        rabbit.ReceiveEndpoint($"{exchange}-connection-created", queue =>
        {
            Durable<ConnectionCreated>(queue, Routing.Key(exchange), concurrency);
            queue.ConfigureConsumer<ConnectionCreatedConsumer>(context);
        });
        rabbit.ReceiveEndpoint($"{exchange}-sync-now", queue =>
        {
            Durable<SyncConnection>(queue, Routing.SyncKey(exchange, scheduled: false), concurrency);
            queue.ConfigureConsumer<SyncConnectionConsumer>(context);
        });
        rabbit.ReceiveEndpoint($"{exchange}-sync-scheduled", queue =>
        {
            Durable<SyncConnection>(queue, Routing.SyncKey(exchange, scheduled: true), concurrency);
            queue.ConfigureConsumer<SyncConnectionConsumer>(context);
        });
        rabbit.ReceiveEndpoint($"{exchange}-validate", queue =>
        {
            Transient<ValidateKey>(queue, Routing.Key(exchange), concurrency);
            queue.ConfigureConsumer<ValidateKeyConsumer>(context);
        });
    }

    /// <summary>Survives a restart of RabbitMQ. Our own infrastructure's hiccups are retried; what still fails goes to <c>_error</c>.</summary>
    private static void Durable<T>(IRabbitMqReceiveEndpointConfigurator queue, string routingKey, int concurrency)
        where T : class
    {
        queue.SetQuorumQueue();
        Bound<T>(queue, routingKey, concurrency);
        queue.UseMessageRetry(retry =>
        {
            retry.Exponential(5, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(2));
            retry.Handle<NpgsqlException>(fault => fault.IsTransient);
            retry.Handle<TimeoutException>();
        });
    }

    /// <summary>Carries sealed keys: kept in memory only, and nothing of it is ever moved to an error queue.</summary>
    private static void Transient<T>(IRabbitMqReceiveEndpointConfigurator queue, string routingKey, int concurrency)
        where T : class
    {
        queue.Durable = false;
        queue.PublishFaults = false;
        queue.DiscardFaultedMessages();
        queue.DiscardSkippedMessages();
        Bound<T>(queue, routingKey, concurrency);
    }

    private static void Bound<T>(IRabbitMqReceiveEndpointConfigurator queue, string routingKey, int concurrency)
        where T : class
    {
        queue.ConfigureConsumeTopology = false;
        queue.PrefetchCount = concurrency;
        queue.ConcurrentMessageLimit = concurrency;
        queue.Bind<T>(binding =>
        {
            binding.ExchangeType = "direct";
            binding.RoutingKey = routingKey;
        });
    }
}
