namespace Portfolio.Api.Authentication;

/// <summary>Why the sign-in page is shown again, in its address.</summary>
internal static class SignInProblem
{
    /// <summary>A wrong code or token.</summary>
    public const string Token = "token";

    public const string TooManyAttempts = "attempts";

    /// <summary>The page was open for too long.</summary>
    public const string Stale = "stale";

    /// <summary>The identity provider failed, or its answer cannot be trusted.</summary>
    public const string Provider = "provider";

    /// <summary>The identity provider cannot be reached, or is not the one of the settings.</summary>
    public const string Away = "away";

    /// <summary>The person gave up at the provider, or was refused there.</summary>
    public const string Cancelled = "cancelled";

    public const string NotInvited = "invitation";

    /// <summary>An operator has disabled the user.</summary>
    public const string Disabled = "disabled";

    private static readonly object Refused = new();

    /// <summary>Notes for the audit log that a person was not let in, and why.</summary>
    public static void Note(HttpContext http, string problem) => http.Items[Refused] = problem;

    /// <summary>Null unless a person was not let in.</summary>
    public static string? NotedIn(HttpContext http) => http.Items[Refused] as string;

    /// <param name="to">Where to go after a sign-in; null: to the portfolio.</param>
    public static string Address(string problem, string? to = null) =>
        $"{Session.SignInPage}?problem={problem}{(to is null ? "" : $"&to={Uri.EscapeDataString(to)}")}";
}
