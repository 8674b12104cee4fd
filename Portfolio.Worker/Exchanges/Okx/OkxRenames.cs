namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>
/// Assets that OKX continues under another name, with the ratio of its notice (www.okx.com/help). Each old name once,
/// and none that means another coin now, as LUNA does. OKX does not convert holdings below a minimum (1 EOS, 10 OM):
/// those stay under the old name.
/// </summary>
internal static class OkxRenames
{
    public static IReadOnlyList<Rename> Known { get; } =
    [
        new("BTT", "BTTC", 1, 1000), // GLEECBTC/coins#895
        new("EOS", "A"), // "OKX to support EOS token swap", 2025-05
        new("FTM", "S"), // "OKX to support the token migration from Fantom (FTM) to Sonic (S)", 2025-01
        new("FXS", "FRAX"), // "FXS to FRAX migration", 2025-12
        new("GAL", "G", 1, 60), // "OKX to support GAL token migration" at 1:60, 2024-07
        new("KLAY", "KAIA"), // Kaia, 2024-10
        new("MATIC", "POL"), // Polygon, 2024-09
        new("MKR", "SKY", 1, 24000), // Sky, 2025-09; 1 MKR = 24 000 SKY by the protocol
        new("OM", "MANTRA", 1, 4), // "OKX to support OM crypto migration", 2026-02
        new("RNDR", "RENDER"), // 2024-07
        new("TONCOIN", "TON"), // www.okx.com/help/okx-to-support-toncoin-to-ton-token-migration, 2022-04
    ];
}
