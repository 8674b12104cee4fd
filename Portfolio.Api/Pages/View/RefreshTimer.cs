namespace Portfolio.Api.Pages.View;

/// <summary>Elapses every few seconds, for every relative time on a page.</summary>
internal sealed class RefreshTimer(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private readonly Lock gate = new();
    private ITimer? timer;
    private Action? elapsed;

    public event Action Elapsed
    {
        add
        {
            lock (gate)
            {
                elapsed += value;
                timer ??= clock.CreateTimer(_ => elapsed?.Invoke(), null, Every, Every);
            }
        }
        remove
        {
            lock (gate)
                elapsed -= value;
        }
    }

    public void Dispose() => timer?.Dispose();
}
