using MudBlazor;

namespace Portfolio.Api.Pages.Shell;

/// <summary>The message at the foot of the page after a dialog.</summary>
internal sealed record Toast(string Sentence, Severity Severity);
