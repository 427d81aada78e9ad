using System.Globalization;

namespace IoTWatch.Server.Influx;

/// <summary>A retention class: all measurements of one database are kept equally long.</summary>
/// <param name="MayDrop">Whether a full spool may lose its oldest points.</param>
public sealed record InfluxDatabase(string Name, TimeSpan Retention, TimeSpan Shard, bool MayDrop,
    IReadOnlyList<Measurement> Measurements)
{
    /// <summary>
    /// The InfluxQL that makes it on 1.x; the retention goes into the default policy, so no query ever names a
    /// policy.
    /// </summary>
    public string CreateStatement(bool applyRetention) => applyRetention
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"CREATE DATABASE \"{Name}\" WITH DURATION {Retention.TotalHours}h "
            + $"REPLICATION 1 SHARD DURATION {Shard.TotalHours}h NAME \"autogen\"")
        : $"CREATE DATABASE \"{Name}\"";
}
