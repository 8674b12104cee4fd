namespace Portfolio.Worker.Exchanges.Binance;

internal static class BinanceRenames
{
    /// <summary>
    /// Assets that Binance carries on under another name, one for one. Not here, because the quantity changed with the
    /// name: LEND to AAVE (100 for 1), ERD to EGLD (1000 for 1), BTT to BTTC (1 for 1000), VEN to VET (1 for 100),
    /// GAL to G (1 for 60), NPXS to PUNDIX (1000 for 1), MKR to SKY (1 for 24000). Nor LUNA to LUNC: LUNA is the name
    /// of another coin now.
    /// </summary>
    public static IReadOnlyList<(string Old, string New)> Known { get; } =
    [
        ("BCC", "BCH"),
        ("BCHABC", "BCH"),
        ("EOS", "A"),
        ("FTM", "S"),
        ("KLAY", "KAIA"),
        ("MATIC", "POL"),
        ("NANO", "XNO"),
        ("PAX", "USDP"),
        ("RNDR", "RENDER"),
        ("TOMO", "VIC"),
        ("UST", "USTC"),
        ("XZC", "FIRO"),
    ];
}
