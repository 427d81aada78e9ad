using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;

namespace IoTWatch.Core.Channels;

/// <summary>A channel as the pipeline knows it now: one row of <c>iotwatch channels</c>.</summary>
/// <param name="Destination">Registrable domain, or "AS… prefix" where no name is known.</param>
/// <param name="Address">The address used most lately.</param>
/// <param name="Jitter">Median absolute deviation of the interval over its median.</param>
/// <param name="Features">In the order of <see cref="Beaconing.BeaconFeatures.Names"/>; empty below 4 contacts.</param>
public sealed record ChannelReport(
    DeviceReport Device, string Destination, string Address, int Port, string Proto, int Contacts, DateTime FirstAt, DateTime LastAt,
    double Probability, double? PeriodS, double? Jitter, int Missed, bool InFlow, Tier Tier, bool Expected,
    string? Country, string? Organisation, IReadOnlyList<float> Features);
