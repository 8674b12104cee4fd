using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// The exchange refused, failed or could not be reached. The text is safe to log: it holds no key, no signature and no
/// URL with one.
/// </summary>
/// <param name="kind">One of <see cref="ErrorKinds"/>.</param>
/// <param name="code">
/// The exchange's own code ("-2015", "50110"), or the HTTP status when the body had none; null when no answer came.
/// </param>
/// <param name="retryAt">The time that the exchange named for the next request; null when it named none.</param>
internal class ExchangeException(
    string kind, string? code, string message, DateTimeOffset? retryAt = null, Exception? inner = null)
    : Exception(message, inner)
{
    public string Kind { get; } = kind;

    public string? Code { get; } = code;

    public DateTimeOffset? RetryAt { get; } = retryAt;

    /// <summary>
    /// A refusal that the exchange is known to retract: a connection that has worked before confirms it by one more run
    /// a minute later, before it counts.
    /// </summary>
    public bool MayBeTransient { get; init; }

    /// <summary>
    /// The field with the wrong input, by its name in <c>POST /connections</c>, where the exchange identifies it; else
    /// null.
    /// </summary>
    public string? Field { get; init; }

    /// <summary>
    /// The detail that the sentence for the person names beside the kind, or one of
    /// <see cref="ErrorDetails"/>; null: none.
    /// </summary>
    public string? Detail { get; init; }

    /// <summary>
    /// The exchange answered, with more than is read of one account. Another attempt gets the same answer, and other
    /// accounts are not affected.
    /// </summary>
    public bool IsTooMuch => Detail is ErrorDetails.AnswerTooLong or ErrorDetails.TooManyAssets;

    /// <summary>
    /// Which of the exchange's regions failed or refused; null where it has none, or no single one did.
    /// </summary>
    public string? Region { get; set; }

    /// <summary>This server's address as the exchange saw it, where the refusal named it; else null.</summary>
    public string? EgressAddress { get; init; }
}
