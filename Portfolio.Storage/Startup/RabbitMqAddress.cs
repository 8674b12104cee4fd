using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Portfolio.Storage.Startup;

/// <summary>
/// <c>ConnectionStrings:RabbitMq</c>: the broker that API and worker share. Only the address is kept here, beside that
/// of PostgreSQL; each process builds its own bus.
/// </summary>
public sealed class RabbitMqAddress
{
    /// <summary>As configured; null when the setting is missing, which ends the process at its start.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Only after validation.</summary>
    public Uri Uri => new(ConnectionString ?? "");
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
        + "It looks like: amqp://user:password@localhost:5672/";

    public ValidateOptionsResult Validate(string? name, RabbitMqAddress options) =>
        Uri.TryCreate(options.ConnectionString, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps"
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(Wrong);
}
