namespace Portfolio.Api.Pages.Shell;

/// <summary>One item of an <see cref="ActionMenu"/>.</summary>
/// <param name="Danger">It destroys something, and looks so.</param>
public sealed record MenuAction(string Icon, string Words, Func<Task> Act, bool Danger = false);
