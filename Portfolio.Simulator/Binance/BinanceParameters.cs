namespace Portfolio.Simulator.Binance;

/// <summary>
/// The parameters of a request, exactly as received and decoded. Query and form body together; when a name is in both,
/// the query's value counts.
/// </summary>
internal sealed class BinanceParameters
{
    public const string SignatureName = "signature";

    private readonly List<KeyValuePair<string, string>> _values = [];

    public BinanceParameters(string query, string body)
    {
        Payload = Read(query) + Read(body);
    }

    /// <summary>The signed bytes: raw query and raw body without a separator, less the signature.</summary>
    public string Payload { get; }

    /// <summary>The first name that was sent twice in the query or twice in the body; null when none was.</summary>
    public string? Duplicate { get; private set; }

    public int Count => _values.Count;

    public IEnumerable<string> Names => _values.Select(parameter => parameter.Key);

    /// <summary>Null when it was not sent.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in _values)
            {
                if (key == name)
                    return value;
            }

            return null;
        }
    }

    private string Read(string raw)
    {
        if (raw.Length == 0)
            return "";

        var seenBefore = _values.Count;
        var signed = new List<string>();
        foreach (var part in raw.Split('&'))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(equals < 0 ? part : part[..equals]);
            if (name != SignatureName)
                signed.Add(part);
            if (part.Length > 0)
                Add(name, Decode(equals < 0 ? "" : part[(equals + 1)..]), seenBefore);
        }

        return string.Join('&', signed);
    }

    private void Add(string name, string value, int seenBefore)
    {
        var index = _values.FindIndex(parameter => parameter.Key == name);
        if (index >= seenBefore)
            Duplicate ??= name;
        else if (index < 0)
            _values.Add(new(name, value));
    }

    private static string Decode(string text) =>
        text.AsSpan().IndexOfAny('%', '+') < 0 ? text : Uri.UnescapeDataString(text.Replace('+', ' '));
}
