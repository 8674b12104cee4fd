using Microsoft.AspNetCore.Components;

namespace Portfolio.Api.Pages.Shell;

/// <summary>A part of a page that reads or changes its person's data.</summary>
public abstract class PageComponent : DisplayComponent, IDisposable
{
    private readonly CancellationTokenSource leaving = new();

    protected PageComponent() => Left = leaving.Token;

    [Inject] private protected PageUser PageUser { get; set; } = null!; // Injected, as is the other.

    [Inject] private protected Dialogs Dialogs { get; set; } = null!;

    /// <summary>Cancelled once the component is no longer shown. It can be read after that, too.</summary>
    protected CancellationToken Left { get; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;

        leaving.Cancel();
        leaving.Dispose();
    }

    private protected void Say(string sentence, MudBlazor.Severity severity) =>
        Dialogs.Say(new Toast(sentence, severity));
}
