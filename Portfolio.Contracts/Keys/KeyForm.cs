using Portfolio.Contracts.Exchanges;

namespace Portfolio.Contracts.Keys;

/// <summary>
/// The fields of a key as a person filled them in, brought into the one form in which they are stored, with their
/// problems. The rules are the exchange's, from its entry in the catalog. Not a record: it holds secrets.
/// </summary>
public sealed class KeyForm
{
    /// <summary>How many times longer than the longest value a pasted text may be, with everything around it.</summary>
    private const int PastedPerKept = 4;

    private readonly ExchangeDescription exchange;
    private readonly Dictionary<string, string> values = [];
    private readonly Dictionary<string, string> problems = [];

    private KeyForm(ExchangeDescription exchange) => this.exchange = exchange;

    /// <summary>Field name to the rest of a sentence that says its problem; never a part of its value.</summary>
    public IReadOnlyDictionary<string, string> Problems => problems;

    /// <param name="pasted">Field name to its text; a field without a text may be left out.</param>
    public static KeyForm Read(ExchangeDescription exchange, IReadOnlyDictionary<string, string?> pasted)
    {
        var form = new KeyForm(exchange);
        foreach (var field in exchange.Fields)
            form.Take(field, pasted.GetValueOrDefault(field.Name) ?? "");
        foreach (var (name, text) in pasted)
        {
            if (!string.IsNullOrWhiteSpace(text) && exchange.Fields.All(field => field.Name != name))
                form.problems[name] = Texts.FormatKeys_NotUsed(exchange.Name);
        }

        foreach (var (name, problem) in MixedUpFields.Find(exchange, form.values))
            form.problems[name] = problem;
        return form;
    }

    /// <summary>Null when the exchange has no such field, or the field is empty.</summary>
    public string? Value(string field) => values.GetValueOrDefault(field) is { Length: > 0 } value ? value : null;

    private void Take(CredentialField field, string pasted)
    {
        var longest = exchange.Fields.Max(known => known.MaxLength) * PastedPerKept;
        var problem = pasted.Length > longest ? TooLong(field) : null;
        if (problem is not null)
            values[field.Name] = "";
        else if (field.Blanks)
            values[field.Name] = PastedText.Visible(pasted).Trim();
        else
            problem = TakeKey(field, PastedText.Clean(pasted));

        if ((problem ?? Check(field, values[field.Name])) is { } wrong)
            problems[field.Name] = wrong;
    }

    private string? TakeKey(CredentialField field, string cleaned)
    {
        var key = PrivateKeyText.Read(cleaned);
        if (key is not null && field.PrivateKeys.Count > 0)
        {
            values[field.Name] = key.Pem ?? cleaned.Trim();
            return KeyProblem.Of(key, field, exchange);
        }

        values[field.Name] = PastedText.WithoutWhiteSpace(PastedText.Value(cleaned, out var name));
        return key is null
            ? NameProblem(field, cleaned, name)
            : Texts.FormatKeys_KeyFile(field.Label, exchange.Name);
    }

    /// <summary>The name before a value may say that it belongs to another field.</summary>
    private string? NameProblem(CredentialField field, string cleaned, string? name)
    {
        if (PastedText.NamesSeveral(cleaned))
            return Texts.FormatKeys_SeveralValues(field.Label);

        var owner = name?.ToLowerInvariant() switch
        {
            null => null,
            var pass when pass.Contains("pass", StringComparison.Ordinal) => "passphrase",
            var secret when secret.Contains("secret", StringComparison.Ordinal) => "apiSecret",
            var key when key.Contains("private", StringComparison.Ordinal) => "apiSecret",
            var key when key.Contains("key", StringComparison.Ordinal) => "apiKey",
            _ => null,
        };
        return owner != field.Name && exchange.Fields.FirstOrDefault(known => known.Name == owner) is { } other
            ? Texts.FormatKeys_NameOfAnother(other.Label)
            : null;
    }

    private static string? Check(CredentialField field, string value) => value switch
    {
        "" => Texts.Keys_Missing,
        _ when value.Length > field.MaxLength => TooLong(field),
        _ when value.All(letter => IsPrintable(letter, field)) => null,
        _ when value.Any(PastedText.IsFullWidth) => Texts.Keys_FullWidth,
        _ when value.Any(letter => char.IsWhiteSpace(letter) && letter > ' ') =>
            Texts.Keys_SpecialSpace,
        _ => Texts.Keys_Unprintable,
    };

    private static string TooLong(CredentialField field) => Texts.FormatKeys_TooLong($"{field.MaxLength}");

    private static bool IsPrintable(char letter, CredentialField field) => letter switch
    {
        > ' ' and <= '~' => true,
        ' ' => field.Blanks || field.MultiLine,
        '\r' or '\n' => field.MultiLine,
        _ => false,
    };
}
