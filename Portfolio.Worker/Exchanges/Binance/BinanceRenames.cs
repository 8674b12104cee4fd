namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>
/// Assets that Binance continues under another name, with the ratio of its notice. Each old name once, and none that
/// means another coin now, as LUNA does: a sale of the one would be mistaken for a rename of the other.
/// </summary>
/// <remarks>
/// Notices are on binance.com: "square" is its announcements' feed there. Where only a month is given, the ratio is the
/// project's own. No notice with a ratio was found for BZRX and GXS: 10 is the ratio of their supplies.
/// </remarks>
internal static class BinanceRenames
{
    public static IReadOnlyList<Rename> Known { get; } =
    [
        new("AGIX", "FET", 1, 0.433350m), // "FET, OCEAN and AGIX Token Merge", 2024-06; FET kept its ticker
        new("BCC", "BCH"), // rotki, rotkehlchen/assets/exchanges_mappings/binance.py
        new("BCHABC", "BCH"), // as BCC
        new("BNX", "FORM"), // "BinaryX (BNX) Token Swap and Rebranding to Four (FORM)", 2025-03
        new("BTT", "BTTC", 1, 1000), // github.com/GLEECBTC/coins/issues/895
        new("BZRX", "OOKI", 1, 10), // "bZx Protocol (BZRX) Token Swap & Redenomination Plan to OokiDAO", 2021-12
        new("COCOS", "COMBO"), // Cocos-BCX to Combo, 2023-05
        new("DAR", "D"), // Mines of Dalarnia to Dar Open Network, 2025-01
        new("EASY", "EZ"), // EasyFi, 2021-05
        new("EOS", "A"), // Vaulta, 2025-05
        new("EPS", "EPX", 1, 88), // Ellipsis: 88 EPX for 1 EPS, 2022-03
        new("ERD", "EGLD", 1000, 1), // Elrond's mainnet, 2020-09
        new("FTM", "S"), // "Token Swap of Fantom (FTM) and Upgrade to Sonic (S)", 2025-01; square/post/17987822306257
        new("FXS", "FRAX"), // "FXS Mainnet Swap and Rebranding to Frax", 2026-01; square/post/34231919596937
        new("GAL", "G", 1, 60), // Galxe to Gravity, 2024-07
        new("GTO", "GFT"), // Gifto, 2023-03
        new("GXS", "REI", 1, 10), // GXChain to REI Network, 2022-02
        new("KLAY", "KAIA"), // Kaia, 2024-10
        new("LEND", "AAVE", 100, 1), // Aave, 2020-10
        new("LIT", "HEI"), // "Litentry (LIT) Token Swap and Rebranding to Heima (HEI)", 2025-02
        new("MATIC", "POL"), // Polygon, 2024-09
        new("MC", "BEAMX", 1, 100), // "Migration FAQ", meritcircle.gitbook.io, 2023-10
        new("MKR", "SKY", 1, 24000), // Sky, 2025-09: 1 MKR is 24 000 SKY by the protocol
        new("NANO", "XNO"), // 2022-01
        new("NPXS", "PUNDIX", 1000, 1), // Pundi X, 2021-03
        new("OCEAN", "FET", 1, 0.433226m), // as AGIX
        new("OM", "MANTRA", 1, 4), // "1 OM = 4 MANTRA", 2026-03; square/post/291168529154337
        new("ORN", "LUMIA"), // docs.lumia.org/lumia/lumia-token, 2024-10
        new("PAX", "USDP"), // 2021-09
        new("PLA", "PDA"), // PlayDapp, 2024-04
        new("POLY", "POLYX"), // Polymesh, 2023-01
        new("RNDR", "RENDER"), // 2024-07
        new("STORM", "STMX"), // StormX, 2020-03
        new("STPT", "AWE"), // "(STPT) Token Swap and Rebranding to AWE Network (AWE)", 2025-05
        new("STRAT", "STRAX"), // Stratis, 2020-11
        new("TOMO", "VIC"), // Viction, 2023-11
        new("TVK", "VANRY"), // Virtua to Vanar, 2023-12
        new("UST", "USTC"), // TerraClassicUSD, 2022-05
        new("VEN", "VET", 1, 100), // "1 VEN = 100 VET", 2018-07
        new("XZC", "FIRO"), // 2020-12
    ];
}
