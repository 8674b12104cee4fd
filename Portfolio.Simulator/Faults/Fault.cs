namespace Portfolio.Simulator.Faults;

/// <summary>
/// A failure, with the requests it hits and its duration: the body of <c>POST /_simulator/faults</c>.
/// </summary>
internal sealed record Fault
{
    public required FaultKind Kind { get; init; }

    /// <summary>Requests whose path starts with it; null: all.</summary>
    public string? PathPrefix { get; init; }

    /// <summary>Requests with the key of this account; null: all.</summary>
    public string? Account { get; init; }

    /// <summary>The next so many matching requests; null: until cleared.</summary>
    public int? Times { get; init; }

    /// <summary>For <see cref="FaultKind.Status"/>; 500 by default.</summary>
    public int? Status { get; init; }

    /// <summary>For <see cref="FaultKind.Status"/>: the exchange's error code.</summary>
    public int? Code { get; init; }

    /// <summary>Where an exchange sends its codes as strings: as a JSON number, which has been seen too.</summary>
    public bool? NumericCode { get; init; }

    /// <summary>For <see cref="FaultKind.Status"/>: the text beside the code.</summary>
    public string? Message { get; init; }

    /// <summary>The whole body, instead of the one the kind would have; its type follows from how it begins.</summary>
    public string? Body { get; init; }

    /// <summary>Sent as <c>Retry-After</c>; null: not sent.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>For <see cref="FaultKind.Slow"/>; one second by default.</summary>
    public int? DelayMs { get; init; }

    /// <summary>For <see cref="FaultKind.Banned"/>: from the request to the end of the ban; 120 by default.</summary>
    public int? BanSeconds { get; init; }

    /// <summary>For <see cref="FaultKind.BadRows"/>; three by default.</summary>
    public int? Rows { get; init; }

    /// <summary>For <see cref="FaultKind.Shrunk"/>: the part of the rows that remains; 50 by default.</summary>
    public int? Percent { get; init; }

    /// <summary>For <see cref="FaultKind.Corrupt"/>: gzip by default, or br or deflate.</summary>
    public string? Encoding { get; init; }
}

internal enum FaultKind
{
    /// <summary>Any status with a code and a message, or with a body.</summary>
    Status,

    /// <summary>200 with a page of HTML.</summary>
    Html,

    /// <summary>200 with an empty body.</summary>
    Empty,

    /// <summary>200 with the first half of the true JSON.</summary>
    Cut,

    /// <summary>200 that announces the whole body, sends half of it and closes the connection.</summary>
    Broken,

    /// <summary>200 with JSON of another shape.</summary>
    Shape,

    /// <summary>No answer until the client gives up or the fault is cleared.</summary>
    Hang,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>The true answer, late.</summary>
    Slow,

    /// <summary>The exchange's answer to too many requests, with Retry-After when given.</summary>
    RateLimited,

    /// <summary>The exchange's answer to a banned address, with the end of the ban where it gives one.</summary>
    Banned,

    /// <summary>403 with the page of a web application firewall.</summary>
    Waf,

    /// <summary>The true answer, whose list ends with rows that cannot be read.</summary>
    BadRows,

    /// <summary>The true answer with a part of its list alone.</summary>
    Shrunk,

    /// <summary>The first page, whichever was requested.</summary>
    SamePage,

    /// <summary>The true answer, compressed and then damaged.</summary>
    Corrupt,

    /// <summary>A blocked country, in the exchange's own form.</summary>
    Region,

    /// <summary>A blocked country, with 403 and the page of the network in front of the exchange.</summary>
    Country,
}
