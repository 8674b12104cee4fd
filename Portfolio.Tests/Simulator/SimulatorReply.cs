using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Portfolio.Tests.Simulator;

/// <summary>An answer, read to its end.</summary>
internal sealed record SimulatorReply(HttpStatusCode Status, HttpResponseHeaders Headers, string Body)
{
    public JsonElement Json => JsonElement.Parse(Body);

    public string Header(string name) => Headers.TryGetValues(name, out var values) ? values.Single() : "";

    public void Refuses(int status, int code)
    {
        Assert.Equal(status, (int)Status);
        Assert.Equal(code, Json.GetProperty("code").GetInt32());
    }

    /// <summary>OKX's form of a refusal: the message first, the code as a string, and no data.</summary>
    public void RefusesLikeOkx(int status, string code)
    {
        Assert.Equal((status, code), ((int)Status, Json.GetProperty("code").GetString()));
        Assert.StartsWith("{\"msg\":\"", Body, StringComparison.Ordinal);
        Assert.False(Json.TryGetProperty("data", out _));
    }

    /// <summary>The rows of a success of OKX.</summary>
    public IReadOnlyList<JsonElement> OkxRows()
    {
        Assert.Equal((200, "0"), ((int)Status, Json.GetProperty("code").GetString()));
        return [.. Json.GetProperty("data").EnumerateArray()];
    }

    /// <summary>Free and locked by asset, as the rows of <paramref name="list"/> say them.</summary>
    public Dictionary<string, (string Free, string Locked)> Balances(string list = "balances") =>
        Json.GetProperty(list).EnumerateArray().ToDictionary(
            row => row.GetProperty("asset").GetString() ?? "",
            row => (row.GetProperty("free").GetString() ?? "", row.GetProperty("locked").GetString() ?? ""));
}
