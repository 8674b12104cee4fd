using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Portfolio.Simulator.Kraken;

/// <summary>The parameters of a request: in its body, a form or JSON, and of a public method in its query.</summary>
internal static class KrakenParameters
{
    public static Dictionary<string, string> Read(HttpRequest request, byte[] body, bool withQuery)
    {
        var isJson = request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) is true;
        var parameters = isJson ? OfJson(body) : OfForm(body);
        if (!withQuery)
            return parameters;

        foreach (var (name, values) in request.Query)
            parameters[name] = values.ToString();
        return parameters;
    }

    private static Dictionary<string, string> OfForm(byte[] body) =>
        QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body))
            .ToDictionary(pair => pair.Key, pair => pair.Value.ToString());

    /// <summary>JSON that is none has no parameters, and so no nonce.</summary>
    private static Dictionary<string, string> OfJson(byte[] body)
    {
        try
        {
            var root = JsonElement.Parse(body);
            return root.ValueKind is JsonValueKind.Object
                ? root.EnumerateObject().DistinctBy(field => field.Name)
                    .ToDictionary(field => field.Name, field => TextOf(field.Value))
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string TextOf(JsonElement value) =>
        value.ValueKind is JsonValueKind.String ? value.GetString() ?? "" : value.GetRawText();
}
