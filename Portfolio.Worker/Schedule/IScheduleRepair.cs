namespace Portfolio.Worker.Schedule;

/// <summary>Something that would keep the schedule from going on, found and set right.</summary>
internal interface IScheduleRepair
{
    /// <summary>Safe to repeat, and on several workers at once. Logs what it has set right.</summary>
    Task RepairAsync(CancellationToken ct);
}
