using System.Globalization;

namespace Portfolio.Simulator.Accounts;

/// <summary>
/// An exchange's accounts for load tests: key, secret, account id and balances all follow from the number, so that a
/// million of them cost no memory.
/// </summary>
/// <param name="namePrefix">The text before the number in an account's name.</param>
internal abstract class NumberedAccounts(string namePrefix)
{
    public const long Count = 1_000_000_000_000;

    public abstract Credential Get(long number);

    /// <summary>Null when the name is not one of a numbered account.</summary>
    public Credential? FindByName(string name) =>
        name.StartsWith(namePrefix, StringComparison.Ordinal)
        && NumberIn(name.AsSpan(namePrefix.Length)) is { } number
            ? Get(number)
            : null;

    /// <summary>Null when the key is not one of a numbered account.</summary>
    public Credential? FindByKey(string apiKey) =>
        NumberIn(DigitsOf(apiKey)) is { } number && KeyOf(number) == apiKey ? Get(number) : null;

    protected string NameOf(long number) => namePrefix + number.ToString(CultureInfo.InvariantCulture);

    protected abstract string KeyOf(long number);

    /// <summary>
    /// The part of a key that has the number; empty when the key cannot be one of a numbered account.
    /// </summary>
    protected abstract ReadOnlySpan<char> DigitsOf(string apiKey);

    private static long? NumberIn(ReadOnlySpan<char> digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < Count
            ? number
            : null;
}
