namespace Portfolio.Simulator.Faults;

/// <summary>The failures of one exchange, in its own words.</summary>
internal interface IFaultResponder
{
    /// <summary>200 with JSON of another shape than requested.</summary>
    string OtherShape { get; }

    /// <summary>The page for a blocked country.</summary>
    string CountryPage { get; }

    FaultAnswer Error(Fault fault);

    FaultAnswer RateLimited(Fault fault);

    FaultAnswer Banned(Fault fault, DateTimeOffset now);

    FaultAnswer Region(HttpContext context);
}

internal sealed record FaultAnswer(int Status, string Body)
{
    public FaultAnswer(int status, byte[] body)
        : this(status, System.Text.Encoding.UTF8.GetString(body))
    {
    }

    /// <summary>A page, plain text or JSON, by the beginning of the body.</summary>
    public static string TypeOf(string body) =>
        body.StartsWith('<') ? "text/html; charset=iso-8859-1"
        : body is "" || body[0] is '{' or '[' ? "application/json;charset=UTF-8"
        : "text/plain; charset=utf-8";
}
