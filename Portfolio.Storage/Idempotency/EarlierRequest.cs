namespace Portfolio.Storage.Idempotency;

/// <summary>An earlier request with the same idempotency key, as a later one finds it.</summary>
public abstract record EarlierRequest
{
    private EarlierRequest()
    {
    }

    /// <summary>It had the same body and was answered with this response.</summary>
    public sealed record Answered(int Status, string Answer) : EarlierRequest;

    /// <summary>It had the same body, and its process died before it kept a response.</summary>
    /// <param name="Made">
    /// The id of the connection or portfolio that it made; null: that has been removed since.
    /// </param>
    public sealed record NeverAnswered(Guid? Made) : EarlierRequest;

    /// <summary>It is still running.</summary>
    public sealed record UnderWay : EarlierRequest;

    public sealed record OfAnotherBody : EarlierRequest;
}
