using Portfolio.Contracts.Identity;

namespace Portfolio.Api.Reference;

/// <summary>Examples of the answers about users and their tokens.</summary>
internal static class UserExamples
{
    private static readonly DateTimeOffset Created = new(2026, 11, 26, 9, 30, 0, TimeSpan.Zero);

    private static readonly Guid TokenId = new("01a21e41-0c52-7b3e-9a41-7d20c5e8f316");
    private static readonly Guid UserId = new("01900000-0000-7000-8000-000000000001");

    private static readonly Dictionary<Type, object> ByType = new()
    {
        [typeof(ApiToken)] = new ApiToken(
            TokenId, "Dashboard", AccessScopes.Read, "k7qz", Created, Created.AddDays(30), Created.AddHours(1),
            "203.0.113.7"),
        [typeof(NewApiToken)] = new NewApiToken(
            TokenId, "Dashboard", AccessScopes.Read, "pst_example00example00example00ek7qz", Created,
            Created.AddDays(30)),
        [typeof(User)] = new User(UserId, "Ann", "ann@example.com", UserRoles.User, Created, null),
        [typeof(Invitation)] = new Invitation(TokenId, "Ann", UserRoles.User, Created, Created.AddDays(7)),
        [typeof(NewInvitation)] = new NewInvitation(
            TokenId, "Ann", UserRoles.User, "7vexamp1e0c0de0f0an0invite",
            "/sign-in?invitation=7vexamp1e0c0de0f0an0invite", Created.AddDays(7)),
        [typeof(CurrentAccess)] = new CurrentAccess(
            UserId, "Local user", null, UserRoles.Operator, AccessScopes.Manage, "EUR", 60),
    };

    /// <summary>Null: the type is of another subject.</summary>
    public static object? Of(Type type) => ByType.GetValueOrDefault(type);
}
