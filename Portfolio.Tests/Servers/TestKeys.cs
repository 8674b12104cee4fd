namespace Portfolio.Tests.Servers;

/// <summary>Encryption settings for these tests only.</summary>
internal static class TestKeys
{
    public static string One { get; } = Convert.ToBase64String(Enumerable.Repeat((byte)1, 32).ToArray());

    public static string Two { get; } = Convert.ToBase64String(Enumerable.Repeat((byte)2, 32).ToArray());

    public static string Fingerprint { get; } = Convert.ToBase64String(Enumerable.Repeat((byte)3, 32).ToArray());

    public static string[] Settings { get; } =
    [
        "--Encryption:ActiveKey=one",
        $"--Encryption:Keys:one={One}",
        $"--Encryption:FingerprintKey={Fingerprint}",
    ];
}
