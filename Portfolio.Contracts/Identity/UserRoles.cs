namespace Portfolio.Contracts.Identity;

/// <summary>The roles of users.</summary>
public static class UserRoles
{
    /// <summary>Has own connections and portfolios, and sees nothing of others.</summary>
    public const string User = "user";

    /// <summary>As a user, and reads metrics, invites, disables and deletes users.</summary>
    public const string Operator = "operator";
}
