using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Api.Answers;
using Portfolio.Contracts.Answers;
using Portfolio.Contracts.Audit;
using Portfolio.Storage.Audit;

namespace Portfolio.Api.Audit;

/// <summary>The query parameters that choose among the events.</summary>
internal sealed class AuditQuery
{
    [FromQuery(Name = "action")]
    public string? Action { get; init; }

    [FromQuery(Name = "outcome")]
    public string? Outcome { get; init; }

    [FromQuery(Name = "user")]
    public string? User { get; init; }

    /// <summary>Of every user and of the system.</summary>
    public bool OfAll => User is "all";

    [FromQuery(Name = "from")]
    public string? From { get; init; }

    [FromQuery(Name = "to")]
    public string? To { get; init; }

    /// <param name="refusal">The response to a wrong parameter.</param>
    public bool TryRead([NotNullWhen(true)] out AuditSearch? search, [NotNullWhen(false)] out IResult? refusal)
    {
        var problems = new Dictionary<string, string>();
        if (Action is not null && !ValuesOfAttribute.Of(typeof(AuditActions)).Contains(Action))
            problems["action"] = Texts.Fields_AuditAction;
        if (Outcome is not (null or AuditOutcomes.Done or AuditOutcomes.Refused))
            problems["outcome"] = Texts.Fields_AuditOutcome;
        if (User is not (null or "all"))
            problems["user"] = Texts.Fields_AuditUser;
        var (from, to) = (Moment("from", From, problems), Moment("to", To, problems));
        search = problems.Count > 0 ? null : new AuditSearch(Action, Outcome, from, to);
        refusal = search is null ? ApiResults.Invalid(problems) : null;
        return search is not null;
    }

    /// <summary>Null where it is left out, or wrong.</summary>
    private static DateTimeOffset? Moment(string name, string? value, Dictionary<string, string> problems)
    {
        if (value is null)
            return null;
        if (DateTimeOffset.TryParse(
            value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var moment))
        {
            return moment;
        }

        problems[name] = Texts.Fields_Moment;
        return null;
    }
}
