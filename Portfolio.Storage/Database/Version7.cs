namespace Portfolio.Storage.Database;

/// <summary>Version 7 ids are in the order of time, so that an index on them finds a moment.</summary>
internal static class Version7
{
    /// <summary>The smallest id of that moment.</summary>
    public static Guid FirstOf(DateTimeOffset moment)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        Guid.CreateVersion7(moment).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6..].Clear();
        return new Guid(bytes, bigEndian: true);
    }
}
