namespace Portfolio.Storage.Audit;

/// <summary>
/// Who acts in this request or this event of a page, for all that it awaits. Null in the worker, and wherever the
/// system acts by itself.
/// </summary>
public sealed class CurrentActor
{
    private readonly AsyncLocal<AuditActor?> flowing = new();

    public AuditActor? Value
    {
        get => flowing.Value;
        set => flowing.Value = value;
    }
}
