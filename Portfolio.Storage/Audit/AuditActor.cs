using System.Text.Json;

namespace Portfolio.Storage.Audit;

/// <summary>Who acts, as the audit log names it.</summary>
/// <param name="Kind">One of <see cref="ActorKinds"/>.</param>
/// <param name="Id">Of the session or the token; null where there is none.</param>
/// <param name="Address">The caller's; null where the connection has none.</param>
public sealed record AuditActor(string Kind, string? Id, string? Address)
{
    /// <summary>The acting user, who may act on another one; null where no one is known.</summary>
    public Guid? User { get; init; }

    /// <summary>Someone who is not known, at an address.</summary>
    public static AuditActor Unknown(string? address) => new(ActorKinds.None, null, address);

    internal string Json => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}

public static class ActorKinds
{
    public const string Session = "session";

    /// <summary>The access token of the local user.</summary>
    public const string AccessToken = "access_token";
    public const string ApiToken = "api_token";
    public const string Oidc = "oidc";
    public const string System = "system";

    /// <summary>A caller who is not known.</summary>
    public const string None = "none";
}
