using Microsoft.Extensions.Options;

namespace Portfolio.Api.Messaging;

/// <summary><c>ConnectionStrings:RabbitMq</c>.</summary>
internal sealed class RabbitMqAddress
{
    public string? ConnectionString { get; set; }

    /// <summary>Only after validation.</summary>
    public Uri Uri => new(ConnectionString ?? "");
}

internal sealed class RabbitMqAddressValidator : IValidateOptions<RabbitMqAddress>
{
    public ValidateOptionsResult Validate(string? name, RabbitMqAddress options) =>
        Uri.TryCreate(options.ConnectionString, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps"
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                "ConnectionStrings:RabbitMq is missing or is no amqp:// address. It looks like: amqp://user:password@localhost:5672/");
}
