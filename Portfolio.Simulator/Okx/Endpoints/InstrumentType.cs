namespace Portfolio.Simulator.Okx.Endpoints;

/// <summary>The parameter <c>instType</c>, which is required. Only spot pairs exist in the simulator.</summary>
internal static class InstrumentType
{
    private static readonly string[] Known = ["SPOT", "MARGIN", "SWAP", "FUTURES", "OPTION"];

    public static OkxError? Check(OkxCall call) =>
        call.Parameter("instType") is not { } type ? OkxError.ParameterMissing("instType")
        : Known.Contains(type) ? null
        : OkxError.Parameter("instType");

    public static bool IsSpot(OkxCall call) => call.Parameter("instType") == "SPOT";
}
