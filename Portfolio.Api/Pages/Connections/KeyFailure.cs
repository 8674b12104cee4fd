using Portfolio.Api.Answers;
using Portfolio.Api.Connections;
using Portfolio.Contracts.Connections;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Pages.Connections;

/// <summary>Why a key was not accepted, as its dialog shows it.</summary>
/// <param name="Other">The connection that it concerns; null where it concerns none.</param>
/// <param name="RetryAt">When requests to the exchange may be sent again; null when unknown.</param>
/// <param name="Fields">Field name to its problem; null where no field is known to be wrong.</param>
public sealed record KeyFailure(
    ErrorText Why,
    ConnectionRow? Other = null,
    DateTimeOffset? RetryAt = null,
    IReadOnlyDictionary<string, string>? Fields = null)
{
    /// <param name="sentences">
    /// The sentences about a tried key, by the error's kind, the exchange, the detail, the wrong field and the code.
    /// </param>
    internal static KeyFailure Of(
        KeyValidationOutcome trial, Func<string, string, string?, string?, string?, ErrorText> sentences)
    {
        if (trial is not KeyValidationOutcome.Refused { Key: KeyRefused key, Exchange: var exchange })
            return new KeyFailure(ErrorCatalog.NotTried);

        var why = sentences(key.Kind, exchange, key.Detail, key.Field, key.Code);
        return new KeyFailure(why, null, key.RetryAt, WrongField.Problems(key.Field, exchange));
    }
}
