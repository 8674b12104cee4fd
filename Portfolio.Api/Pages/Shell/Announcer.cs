namespace Portfolio.Api.Pages.Shell;

/// <summary>Announces visible changes of the page to screen readers.</summary>
internal sealed class Announcer
{
    public event Action<string>? Said;

    public void Say(string sentence) => Said?.Invoke(sentence);
}
