namespace Portfolio.Api.Authentication;

/// <summary>A code by which one person may sign in for the first time, within <see cref="Life"/>.</summary>
internal static class InvitationCode
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    private const int Length = 26;

    public static string Create() => SecretText.Create(Length);
}
