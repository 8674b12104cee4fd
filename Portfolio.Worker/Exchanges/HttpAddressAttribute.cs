using System.ComponentModel.DataAnnotations;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// An absolute http or https address to which paths can be appended, or none. User names and passwords are refused with
/// it, because addresses appear in logs.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HttpAddressAttribute() : ValidationAttribute(
    "{0} must be an absolute http or https address without user name, query or fragment, like https://api.example.com.")
{
    public override bool IsValid(object? value) => value is null || (value is Uri { IsAbsoluteUri: true } address
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address is { UserInfo: "", Query: "", Fragment: "" });
}
