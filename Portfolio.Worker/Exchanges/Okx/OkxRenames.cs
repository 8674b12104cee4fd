namespace Portfolio.Worker.Exchanges.Okx;

internal static class OkxRenames
{
    /// <summary>
    /// Assets that OKX carries on under another name, one for one. Not here, because the quantity changed with the
    /// name: MKR to SKY (1 for 24000), GAL to G (1 for 60), BTT to BTTC (1 for 1000). Nor LUNA to LUNC: LUNA is the
    /// name of another coin now.
    /// </summary>
    public static IReadOnlyList<(string Old, string New)> Known { get; } =
    [
        ("FTM", "S"),
        ("KLAY", "KAIA"),
        ("MATIC", "POL"),
        ("RNDR", "RENDER"),
    ];
}
