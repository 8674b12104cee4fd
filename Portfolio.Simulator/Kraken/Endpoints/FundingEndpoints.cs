namespace Portfolio.Simulator.Kraken.Endpoints;

/// <summary>
/// Methods beside the balances: those that read what is empty here, and those that move money, which are never right.
/// </summary>
internal static class FundingEndpoints
{
    public static KrakenAnswer WithdrawMethods(KrakenCall call) => KrakenAnswer.Result(json =>
    {
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("asset", "XBT");
        json.WriteString("method", "Bitcoin");
        json.WriteString("network", "Bitcoin");
        json.WriteString("minimum", "0.0004");
        json.WriteEndObject();
        json.WriteEndArray();
    });

    public static KrakenAnswer DepositMethods(KrakenCall call) => call.Parameter("asset") switch
    {
        null => KrakenError.InvalidArguments,
        var asset when AssetEndpoint.Find(asset) is null => KrakenError.UnknownAsset,
        _ => KrakenAnswer.Result(json =>
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteString("method", "Bitcoin");
            json.WriteBoolean("limit", false);
            json.WriteString("fee", "0.0000000000");
            json.WriteBoolean("gen-address", true);
            json.WriteEndObject();
            json.WriteEndArray();
        }),
    };

    public static KrakenAnswer EmptyList(KrakenCall call) => KrakenAnswer.Result(json =>
    {
        json.WriteStartArray();
        json.WriteEndArray();
    });

    public static Func<KrakenCall, KrakenAnswer> Empty(string name) => _ => KrakenAnswer.Object(json =>
    {
        json.WriteStartObject(name);
        json.WriteEndObject();
        json.WriteNumber("count", 0);
    });

    /// <summary>For every method that moves something: the request log shows that it was called.</summary>
    public static KrakenAnswer Refuse(KrakenCall call) => KrakenError.InvalidArguments;
}
