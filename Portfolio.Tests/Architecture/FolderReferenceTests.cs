namespace Portfolio.Tests.Architecture;

/// <summary>Which folder of a project may refer to which, as docs/architecture.md lists it.</summary>
public sealed class FolderReferenceTests
{
    private static readonly string[] Worker =
    [
        "Audit: ",
        "Batches: ",
        "Budgets: Batches",
        "Credentials: ",
        "Exchanges: Budgets",
        "Messaging: Syncs, Validations",
        "Prices: Exchanges",
        "Readiness: Exchanges, Messaging, Syncs",
        "Schedule: Exchanges, Messaging, Prices, Syncs",
        "Schema: ",
        "Syncs: Batches, Budgets, Exchanges",
        "Validations: Exchanges, Syncs",
    ];

    [Fact]
    public void A_folder_of_the_worker_knows_only_the_folders_that_the_plan_lists()
    {
        var references = FolderReferences.Of("Portfolio.Worker");

        Assert.Equal(
            Worker, references.Folders.Select(folder => $"{folder}: {string.Join(", ", references.From(folder))}"));
    }

    [Theory]
    [InlineData("Portfolio.Worker")]
    [InlineData("Portfolio.Simulator")]
    public void No_folders_refer_to_each_other_in_a_cycle(string project)
    {
        var cycle = FolderReferences.Of(project).Cycle();

        Assert.True(cycle is null, cycle);
    }

    [Theory]
    [InlineData("using Shop.Orders;")]
    [InlineData("using Order = Shop.Orders.Order;")]
    [InlineData("class Stock { Orders.Order? next; }")]
    [InlineData("/// <see cref=\"Orders.Old.Order\"/>")]
    public void A_cycle_is_reported_with_a_file_for_each_of_its_arrows(string back)
    {
        var references = Shop(back);

        Assert.Equal(
            "The folders of Shop refer to each other in a cycle: Orders -> Prices (in Orders/Order.cs) "
            + "-> Stocks (in Prices/Price.cs) -> Orders (in Stocks/Stock.cs).",
            references.Cycle());
    }

    [Theory]
    [InlineData("using Other.Shop;")]
    [InlineData("class Stock { int Count => this.Orders.Order; }")]
    [InlineData("class Stock { int Count => Orders.Count(); }")]
    [InlineData("using Shop.OrdersOfOthers;")]
    public void A_like_name_is_no_reference(string other) => Assert.Null(Shop(other).Cycle());

    private static FolderReferences Shop(string stock) => new("Shop", new Dictionary<string, string>
    {
        ["Program.cs"] = "using Shop.Orders; using Shop.Stocks;",
        ["Orders/Order.cs"] = "using Shop.Prices; namespace Shop.Orders; sealed class Order;",
        ["Orders/Old/Order.cs"] = "namespace Shop.Orders.Old; sealed class Order;",
        ["Prices/Price.cs"] = "using Shop.Stocks; namespace Shop.Prices; readonly record struct Price;",
        ["Stocks/Stock.cs"] = stock,
    });
}
