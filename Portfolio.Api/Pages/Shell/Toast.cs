using MudBlazor;

namespace Portfolio.Api.Pages.Shell;

/// <summary>What is said at the foot of the page once a dialog has done its work.</summary>
internal sealed record Toast(string Sentence, Severity Severity);
