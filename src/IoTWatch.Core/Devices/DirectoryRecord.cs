using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Devices;

/// <summary>The device directory as saved.</summary>
internal sealed record DirectoryRecord(
    IReadOnlyList<Device> Devices, IReadOnlyList<LeaseRecord> Leases, IReadOnlyList<SpeaksForRecord> SpeaksFor, long Transit, long Refused);

/// <summary>The IPv4 address a hardware address on flows speaks for, as saved.</summary>
internal sealed record SpeaksForRecord(MacAddress Mac, IpAddress Ip);
