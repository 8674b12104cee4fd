using System.ComponentModel.DataAnnotations;

namespace Portfolio.Worker.Exchanges;

/// <summary>The settings that every exchange has, in its own section.</summary>
internal abstract class ExchangeOptions
{
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts after the first, for transient failures.</summary>
    [Range(1, 10)]
    public int Retries { get; set; } = 3;

    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan NamesAge { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// A longer answer is not read. Public lists are as long; answers about one account have lower bounds of their own
    /// (<see cref="AnswerSize"/>).
    /// </summary>
    [Range(1_000_000, 256_000_000)]
    public int MaxResponseBytes { get; set; } = 64_000_000;
}
