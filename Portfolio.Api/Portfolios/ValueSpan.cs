namespace Portfolio.Api.Portfolios;

/// <param name="Name">As in an address.</param>
/// <param name="Step">The time between two points that is fine enough for a chart.</param>
/// <param name="Daily">True: it begins with the values recorded of days from before prices were kept.</param>
public sealed record ValueSpan(string Name, TimeSpan Length, TimeSpan Step, bool Daily = false)
{
    /// <summary>A young portfolio fills its whole chart with few values, which must not be coarse.</summary>
    /// <param name="age">Since the first of its accounts was connected.</param>
    public TimeSpan StepFor(TimeSpan age) =>
        age >= Length ? Step : Finest * Math.Max(1, Math.Floor(Step * (age / Length) / Finest));

    private static TimeSpan Finest => All[0].Step;

    public string Words => Name switch
    {
        "Day" => Texts.Value_Day,
        "Week" => Texts.Value_Week,
        "Month" => Texts.Value_Month,
        _ => Texts.Value_Year,
    };

    /// <summary>In any case of letters; null: there is none of that name.</summary>
    public static ValueSpan? Named(string? name) =>
        All.FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase));

    public static IReadOnlyList<ValueSpan> All { get; } =
    [
        new("Day", TimeSpan.FromDays(1), TimeSpan.FromMinutes(5)),
        new("Week", TimeSpan.FromDays(7), TimeSpan.FromHours(1)),
        new("Month", TimeSpan.FromDays(30), TimeSpan.FromHours(6), Daily: true),
        new("Year", TimeSpan.FromDays(365), TimeSpan.FromDays(2), Daily: true),
    ];
}
