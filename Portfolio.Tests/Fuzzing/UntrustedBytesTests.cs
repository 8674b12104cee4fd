using System.Globalization;
using Portfolio.Tests.Exchanges;

namespace Portfolio.Tests.Fuzzing;

/// <summary>
/// Everything that reads bytes from outside, with bytes that were changed by chance, the same for the same seed. The
/// long form has more of them: PORTFOLIO_TEST_FUZZ names how many for each reader.
/// </summary>
public sealed class UntrustedBytesTests(ITestOutputHelper output)
{
    private const int Short = 2_000;

    public static TheoryData<string> Names => [.. Readers.All.Select(reader => reader.Name)];

    private static int Inputs => int.TryParse(
        Environment.GetEnvironmentVariable("PORTFOLIO_TEST_FUZZ"), CultureInfo.InvariantCulture, out var inputs)
            ? inputs : Short;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_reader_takes_or_refuses_whatever_it_gets(string name)
    {
        var reader = Readers.All.Single(one => one.Name == name);
        var inputs = Inputs;
        var taken = 0;

        for (var seed = 0; seed < inputs; seed++)
        {
            var bytes = OddBodies.Of(reader.Good[seed % reader.Good.Length], seed);
            try
            {
                taken += await reader.ReadAsync(bytes) ? 1 : 0;
            }
            catch (Exception fault)
            {
                Assert.Fail($"{name}, seed {seed}: {fault}");
            }
        }

        output.WriteLine($"{name}: {inputs} inputs, {taken} taken, {inputs - taken} refused");
        Assert.InRange(taken, 1, inputs - 1);
    }
}
