using CsCheck;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Syncs;

/// <summary>
/// A rename in every order in which an exchange can do it, with syncs between the steps and wallets that cannot be
/// read.
/// </summary>
public sealed class RenameOrders
{
    private static readonly string[] Wallets = [WalletNames.Spot, WalletNames.Funding];
    private static readonly decimal[] Ratios = [1m, 24000m, 0.01m];
    private static readonly decimal[] Quantities = [600.25m, 399.75m];

    // Each wallet is debited before it is credited, and both only once the old name's pairs are halted or ended.
    private static readonly string[] Steps =
        ["halt", "end", "debit 0", "credit 0", "debit 1", "credit 1", "convert 1", "open"];

    private static readonly Gen<(string[] Order, Sync[] Syncs, decimal Ratio)> Orders = Gen.Select(
        Gen.Shuffle(Steps).Select(InOrder),
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, (asked, first, second) => new Sync(asked, [first, second]))
            .Array[Steps.Length],
        Gen.Int[0, 2].Select(index => Ratios[index]));

    [Fact]
    public void No_order_books_a_sale_or_a_purchase() => Orders.Sample(run =>
    {
        var world = new World(run.Ratio);
        foreach (var (step, sync) in run.Order.Zip(run.Syncs))
        {
            world.Do(step);
            if (sync.Asked)
                world.Read(sync.Missed);
        }

        world.Read([false, false]);
        AssertNothingWasTraded(world.Account, run.Ratio);
    });

    private static void AssertNothingWasTraded(Account account, decimal ratio)
    {
        var rows = account.Book.Rows;
        Assert.All(rows.Skip(1), row => Assert.Contains(row.Reason, (string[])["renamed", "awaiting_successor"]));
        Assert.All(rows.Where(row => row.Symbol is "NEW"), row => Assert.Equal("OLD", row.Continues?.Symbol));
        Assert.Equal(0m, rows.Where(row => row.Symbol is "OLD").Sum(row => row.Delta));
        Assert.Equal(1000m * ratio, rows.Where(row => row.Symbol is "NEW").Sum(row => row.Delta));
        Assert.Equal(1000m * ratio, account.Stored.Where(row => row.Symbol is "NEW").Sum(row => row.Quantity));
        foreach (var waiting in rows.Where(row => row.Reason is "awaiting_successor"))
        {
            Assert.Equal(
                -waiting.Delta * ratio, rows.Where(
                    row => row.Continues == waiting).Sum(row => row.Delta), precision: 12);
        }
    }

    /// <summary>
    /// The second wallet is converted in one step or in two; a step that came too early is done later.
    /// </summary>
    private static string[] InOrder(string[] shuffled)
    {
        var atOnce = Array.IndexOf(shuffled, "convert 1") < Array.IndexOf(shuffled, "debit 1");
        var steps = shuffled.Where(
            step => atOnce ? step is not ("debit 1" or "credit 1") : step is not "convert 1").ToList();
        var order = new List<string>();
        while (steps.Count > 0)
        {
            var next = steps.First(step => Needs(step, steps).All(order.Contains));
            steps.Remove(next);
            order.Add(next);
        }

        return [.. order];
    }

    private static IEnumerable<string> Needs(string step, List<string> left) => step switch
    {
        "end" => ["halt"],
        "credit 0" or "credit 1" => [step.Replace("credit", "debit", StringComparison.Ordinal)],
        "debit 0" or "debit 1" or "convert 1" => left.Contains("halt") ? ["halt"] : [],
        _ => [],
    };

    private sealed record Sync(bool Asked, bool[] Missed);

    /// <summary>The exchange and one account there.</summary>
    private sealed class World
    {
        private readonly decimal ratio;
        private readonly decimal[] old = [.. Quantities];
        private readonly decimal[] renamed = [0, 0];
        private int hours;

        public World(decimal ratio)
        {
            this.ratio = ratio;
            Account.Renames.Add(ratio >= 1 ? new("OLD", "NEW", 1, ratio) : new("OLD", "NEW", 1 / ratio, 1));
            Account.Markets["OLD"] = AssetMarket.Trading;
            Account.Prices["OLD"] = 0.5m;
            Read([false, false]);
        }

        public Account Account { get; } = new();

        public void Do(string step)
        {
            switch (step.Split(' '))
            {
                case ["halt"]:
                    Account.Markets["OLD"] = AssetMarket.Halted;
                    Account.Prices.Remove("OLD");
                    break;
                case ["end"]:
                    Account.Markets["OLD"] = AssetMarket.Ended;
                    break;
                case ["open"]:
                    Account.Markets["NEW"] = AssetMarket.Trading;
                    Account.Prices["NEW"] = 0.5m / ratio;
                    break;
                case [var what, var wallet]:
                    var index = int.Parse(wallet, System.Globalization.CultureInfo.InvariantCulture);
                    old[index] = what is "credit" ? old[index] : 0;
                    renamed[index] = what is "debit" ? renamed[index] : Quantities[index] * ratio;
                    break;
            }
        }

        public void Read(bool[] missed) => Account.Read(
            Account.Noon.AddHours(hours++),
            [.. Wallets.Select(
                (name, index) => missed[index] ? Account.Missed(name) : Account.Wallet(name, Held(index)))]);

        private (string, decimal)[] Held(int index) =>
            [.. new[] { ("OLD", old[index]), ("NEW", renamed[index]) }.Where(row => row.Item2 > 0)];
    }
}
