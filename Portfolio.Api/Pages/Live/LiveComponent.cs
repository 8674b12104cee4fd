using Microsoft.AspNetCore.Components;
using Portfolio.Api.Pages.Shell;
using Portfolio.Api.Pages.View;

namespace Portfolio.Api.Pages.Live;

/// <summary>
/// A page that reads its data again when a connection of its person changes, and every minute for the prices.
/// </summary>
public abstract class LiveComponent : PageComponent
{
    /// <summary>How often the worker refreshes prices.</summary>
    private static readonly TimeSpan PricesChangeEvery = TimeSpan.FromMinutes(1);

    private IDisposable? subscription;
    private ITimer? minutes;

    [Inject] private protected LiveUpdates Updates { get; set; } = null!; // Injected.

    [Inject] private protected TimeProvider Time { get; set; } = null!; // Injected.

    [Inject] private protected PageCurrency Currency { get; set; } = null!; // Injected.

    private protected bool Follows => subscription is not null;

    /// <summary>Until the page is left; a second call has no effect.</summary>
    /// <param name="repriced">What is read again for the prices; null: the same.</param>
    private protected void Follow(Func<Task> changed, Func<Task>? repriced = null)
    {
        subscription ??= Updates.Subscribe(() => InvokeAsync(() => ReadAsync(changed)));
        minutes ??= Time.CreateTimer(
            _ => InvokeAsync(() => ReadAsync(repriced ?? changed)), null, PricesChangeEvery, PricesChangeEvery);
    }

    /// <summary>With the rate of now: all values of a page are converted at it.</summary>
    private async Task ReadAsync(Func<Task> read)
    {
        if (Left.IsCancellationRequested)
            return;

        await Currency.ReadAsync(Left);
        await read();
    }

    protected override void Dispose(bool disposing)
    {
        subscription?.Dispose();
        minutes?.Dispose();
        base.Dispose(disposing);
    }
}
