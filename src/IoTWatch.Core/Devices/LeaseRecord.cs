using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Devices;

/// <summary>One interval of the lease table as saved.</summary>
internal sealed record LeaseRecord(IpAddress Ip, MacAddress Mac, DateTime FromAt);
