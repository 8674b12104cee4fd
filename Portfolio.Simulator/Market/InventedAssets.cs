namespace Portfolio.Simulator.Market;

/// <summary>Assets that exist nowhere else, with pronounceable names and prices from 0.000001 to 10,000.</summary>
internal static class InventedAssets
{
    private static readonly string[] Onsets = ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z"];
    private static readonly string[] Vowels = ["a", "e", "i", "o", "u"];
    private static readonly string[] Kinds = ["Network", "Protocol", "Finance", "Chain", "Games", "Labs", "Token"];

    public static IEnumerable<Asset> Make(int count, IEnumerable<Asset> known)
    {
        var taken = known.Select(asset => asset.Code).ToHashSet();
        var random = new FixedRandom(2026);
        var assets = new List<Asset>(count);
        while (assets.Count < count)
        {
            var word = Word(ref random);
            var kind = Kinds[random.Next(Kinds.Length)];
            var usd = Price(ref random);
            var pairs = Pairs(usd, ref random);
            var code = word.ToUpperInvariant();
            if (taken.Add(code))
                assets.Add(new Asset(code, $"{code[0]}{word[1..]} {kind}", usd, pairs));
        }

        return assets;
    }

    private static string Word(ref FixedRandom random)
    {
        var word = "";
        for (var syllable = 0; syllable < 2; syllable++)
            word += Onsets[random.Next(Onsets.Length)] + Vowels[random.Next(Vowels.Length)];
        return random.Next(3) == 0 ? word : word + Onsets[random.Next(Onsets.Length)];
    }

    private static decimal Price(ref FixedRandom random)
    {
        var price = (decimal)(1000 + random.Next(9000));
        for (var shift = random.Next(10); shift > 0; shift--)
            price /= 10;
        return price;
    }

    private static List<string> Pairs(decimal usd, ref FixedRandom random)
    {
        List<string> pairs = ["USDT"];
        if (random.Next(3) == 0)
            pairs.Add("FDUSD");
        if (random.Next(4) == 0)
            pairs.Add("USDC");
        if (usd >= 0.1m && random.Next(2) == 0)
            pairs.Add("BTC");
        if (usd >= 0.01m && random.Next(8) == 0)
            pairs.Add("ETH");
        if (usd >= 0.01m && random.Next(8) == 0)
            pairs.Add("BNB");
        if (random.Next(3) == 0)
            pairs.Add("TRY");
        return pairs;
    }
}
