using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Portfolio.Simulator.Faults;

/// <summary>Alters a true answer before it is sent.</summary>
internal static class BodyFaults
{
    private static readonly string[] Lists = ["symbols", "data", "rows", "balances"];

    /// <summary>The last rows of the list are replaced by invalid ones, each in another way.</summary>
    public static byte[] BadRows(byte[] body, int count) => Changed(body, list =>
    {
        for (var row = Math.Max(0, list.Count - count); row < list.Count; row++)
            list[row] = Bad(list[row], row % 4);
    });

    /// <summary>The first rows alone; without any, an account that its own totals contradict.</summary>
    public static byte[] Shrunk(byte[] body, int percent) => Changed(body, list =>
    {
        for (var left = list.Count * percent / 100; list.Count > left;)
            list.RemoveAt(list.Count - 1);
    });

    /// <summary>Compressed, and then with other bytes in its middle.</summary>
    public static byte[] Corrupt(byte[] body, string encoding)
    {
        using var packed = new MemoryStream();
        using (var packer = Packer(encoding, packed))
            packer.Write(body);

        var bytes = packed.ToArray();
        bytes.AsSpan(bytes.Length / 3, Math.Max(1, bytes.Length / 3)).Fill(0xAA);
        return bytes;
    }

    private static Stream Packer(string encoding, Stream target) => encoding switch
    {
        "br" => new BrotliStream(target, CompressionLevel.Fastest, leaveOpen: true),
        "deflate" => new ZLibStream(target, CompressionLevel.Fastest, leaveOpen: true),
        _ => new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true),
    };

    private static byte[] Changed(byte[] body, Action<JsonArray> change)
    {
        if (JsonNode.Parse(body) is not { } root || ListOf(root) is not { } list)
            return body;

        change(list);
        return System.Text.Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static JsonArray? ListOf(JsonNode root) =>
        root as JsonArray
        ?? (root["data"] is JsonArray { Count: 1 } data ? data[0]?["details"] as JsonArray : null)
        ?? Lists.Select(name => root[name]).OfType<JsonArray>().FirstOrDefault();

    private static JsonNode? Bad(JsonNode? row, int way)
    {
        if (way is 0 || row is not JsonObject fields)
            return null;
        if (way is 1)
            return JsonValue.Create(7);

        foreach (var name in fields.Select(field => field.Key).ToList())
            fields[name] = way is 2 ? null : JsonValue.Create(1e30);
        return fields.DeepClone();
    }
}
