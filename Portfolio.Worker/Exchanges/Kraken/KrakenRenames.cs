namespace Portfolio.Worker.Exchanges.Kraken;

/// <summary>
/// Assets that Kraken continues under another name. Each old name once, and none that means another coin now. A row of
/// an old name may stay in a balance (support.kraken.com, announcements of each change).
/// </summary>
internal static class KrakenRenames
{
    public static IReadOnlyList<Rename> Known { get; } =
    [
        new("EOS", "A"), // Vaulta, 2025
        new("ETH2", "ETH"), // Staked ether after the merge, 2023
        new("FTM", "S"), // Sonic, 2025
        new("MATIC", "POL"), // Polygon, 2024
        new("MKR", "SKY", 1, 24000), // Sky, 2025; 1 MKR = 24 000 SKY by the protocol
        new("RNDR", "RENDER"), // 2024
    ];
}
