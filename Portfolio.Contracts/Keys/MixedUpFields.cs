using Portfolio.Contracts.Exchanges;

namespace Portfolio.Contracts.Keys;

/// <summary>
/// Values in one another's fields: only where the form of a value, or its presence in two fields, leaves no doubt.
/// </summary>
internal static class MixedUpFields
{
    /// <returns>The names of fields, with the problem of each.</returns>
    public static IReadOnlyList<(string Field, string Problem)> Find(
        ExchangeDescription exchange, IReadOnlyDictionary<string, string> values)
    {
        var filled = exchange.Fields.Where(field => values.GetValueOrDefault(field.Name) is { Length: > 0 });
        var owners = OwnersOf([.. filled], values);
        return owners.Count > 0
            ? [.. owners.Keys.Select(field => (field.Name, Sentence(field, owners)))]
            : Twice(exchange, values);
    }

    /// <summary>Fields that hold a value of another one, and that other one.</summary>
    private static Dictionary<CredentialField, CredentialField> OwnersOf(
        IReadOnlyList<CredentialField> filled, IReadOnlyDictionary<string, string> values)
    {
        var owners = new Dictionary<CredentialField, CredentialField>();
        foreach (var field in filled.Where(field => !Has(field, field)))
        {
            if (filled.FirstOrDefault(other => other != field && Has(field, other)) is { } owner)
                owners[field] = owner;
        }

        // A field whose value is in another field holds the one remaining value.
        var open = filled
            .Where(field => owners.ContainsValue(field) && !owners.ContainsKey(field) && !Has(field, field)).ToList();
        var left = owners.Keys.Where(field => !owners.ContainsValue(field)).ToList();
        if (open is [var last] && left is [var rest])
            owners[last] = rest;
        return owners;

        bool Has(CredentialField field, CredentialField form) => form.HasForm?.Invoke(values[field.Name]) ?? false;
    }

    private static string Sentence(CredentialField field, Dictionary<CredentialField, CredentialField> owners)
    {
        var owner = owners[field];
        if (!owners.ContainsKey(owner))
            return Texts.FormatKeys_LooksLike(owner.Label, field.Label);

        var concerned = owners.Keys.Select(known => known.Label).ToList();
        return concerned is [var one, var other]
            ? Texts.FormatKeys_Swapped(owner.Label, one, other)
            : Texts.FormatKeys_MixedUp(owner.Label, string.Join(Texts.Keys_FieldSeparator, concerned));
    }

    private static IReadOnlyList<(string, string)> Twice(
        ExchangeDescription exchange, IReadOnlyDictionary<string, string> values)
    {
        var twice =
            from pair in exchange.Fields.Index()
            let value = values.GetValueOrDefault(pair.Item.Name)
            where !string.IsNullOrEmpty(value)
            let first = exchange.Fields.Take(pair.Index)
                .FirstOrDefault(field => values.GetValueOrDefault(field.Name) == value)
            where first is not null
            select (pair.Item.Name, Texts.FormatKeys_Twice(first.Label));
        return [.. twice];
    }
}
