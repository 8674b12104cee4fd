namespace Portfolio.Api.Pages.Shell;

/// <summary>Tells those who listen to the page what those who look at it see change.</summary>
internal sealed class Announcer
{
    public event Action<string>? Said;

    public void Say(string sentence) => Said?.Invoke(sentence);
}
