namespace Portfolio.Api.Pages.View;

/// <summary>Passes once in a few seconds, for everything on a page that tells how long ago something was.</summary>
internal sealed class Tick(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private readonly Lock gate = new();
    private ITimer? timer;
    private Action? passed;

    public event Action Passed
    {
        add
        {
            lock (gate)
            {
                passed += value;
                timer ??= clock.CreateTimer(_ => passed?.Invoke(), null, Every, Every);
            }
        }
        remove
        {
            lock (gate)
                passed -= value;
        }
    }

    public void Dispose() => timer?.Dispose();
}
