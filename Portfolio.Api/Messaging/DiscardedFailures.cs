using MassTransit;

namespace Portfolio.Api.Messaging;

/// <summary>
/// A message that fails in the API is logged and dropped. It only says that there is something to read, or answers a
/// request that is over, and no one looks into the error queue of a process. No one listens for faults either, and the
/// API's user may not bind their exchanges: RabbitMQ closes the channel of those who try.
/// </summary>
internal sealed class DiscardedFailures : IEndpointConfigurationObserver
{
    public void EndpointConfigured<T>(T configurator)
        where T : IReceiveEndpointConfigurator
    {
        configurator.PublishFaults = false;
        configurator.DiscardFaultedMessages();
        configurator.DiscardSkippedMessages();
    }
}
