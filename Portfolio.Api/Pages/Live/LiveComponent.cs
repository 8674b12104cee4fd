using Microsoft.AspNetCore.Components;
using Portfolio.Api.Pages.Shell;

namespace Portfolio.Api.Pages.Live;

/// <summary>A page that reads its data again when a connection of its person changes.</summary>
public abstract class LiveComponent : PageComponent
{
    private IDisposable? subscription;

    [Inject] private protected LiveUpdates Updates { get; set; } = null!; // Injected.

    private protected bool Follows => subscription is not null;

    /// <summary>Until the page is left; a second call has no effect.</summary>
    private protected void Follow(Func<Task> changed) =>
        subscription ??= Updates.Subscribe(() => InvokeAsync(changed));

    protected override void Dispose(bool disposing)
    {
        subscription?.Dispose();
        base.Dispose(disposing);
    }
}
