using IoTWatch.Core.Destinations;
using IoTWatch.Core.Profiles;
using IoTWatch.Core.Text;

namespace IoTWatch.Server.Decisions;

/// <summary>One of the new destinations of a <see cref="DriftReport"/>.</summary>
/// <param name="Relation">How the destination is related to the device; null where it is not.</param>
public sealed record DriftReportDestination(
    string Destination, string? Host, int Port, string Proto, Tier Tier, DateTime At, string? Relation)
{
    internal static DriftReportDestination Of(DriftDestination one) => new(
        one.Key.Destination, one.HostName, one.Key.Port, SnakeCase.Of(one.Key.Protocol), one.Tier, one.At,
        one.Relation);
}
