using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portfolio.Storage.Audit;

/// <summary>
/// The hashes of the audit log, computed apart from the database: a function that someone has changed there does not
/// verify itself.
/// </summary>
internal static class AuditHash
{
    private const long TicksOfMicrosecond = TimeSpan.TicksPerMicrosecond;

    /// <summary>Of all fields but the personal ones, for which their digest stands.</summary>
    public static byte[] Of(ChainRow row)
    {
        var micros = (row.At - DateTimeOffset.UnixEpoch).Ticks / TicksOfMicrosecond;
        var fields = string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Chain}|{row.Number}|{micros}|{Id(row.UserId)}|{row.ActorKind}|{row.Action}|{Id(row.TargetId)}|"
            + $"{row.Outcome}|{row.Count}|");
        return SHA256.HashData([.. row.PreviousHash, .. Encoding.UTF8.GetBytes(fields), .. row.PersonalDigest]);
    }

    /// <param name="salt">Of the row, which is not erased.</param>
    public static byte[] OfPersonal(byte[] salt, ChainRow row) =>
        SHA256.HashData([.. salt, .. Part(row.ActorId), .. Part(row.Address), .. Part(row.Detail)]);

    private static string Id(Guid? id) => id?.ToString() ?? "-";

    private static byte[] Part(string? value) => value is null
        ? "-"u8.ToArray()
        : Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(value)}:{value}"));
}
