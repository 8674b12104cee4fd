using System.Data;
using Dapper;

namespace Portfolio.Storage.Database;

/// <summary>Npgsql reads timestamptz as a UTC DateTime; the records here use DateTimeOffset.</summary>
internal sealed class UtcTimestamp : SqlMapper.TypeHandler<DateTimeOffset>
{
    public override DateTimeOffset Parse(object value) => new((DateTime)value, TimeSpan.Zero);

    public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) =>
        parameter.Value = value.UtcDateTime;
}
