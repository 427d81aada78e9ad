namespace IoTWatch.Core.Devices;

/// <summary>A device as the pipeline knows it now.</summary>
/// <param name="Id">Twelve hex digits of the MAC, or the IP address where no source names a MAC.</param>
/// <param name="Learning">Still being learned: unexpected destinations are reviewed, not alerted.</param>
public sealed record DeviceReport(
    string Id, string? Mac, string? Ip, string? Name, string? Vendor, string Profile, bool Learning,
    DateTime FirstAt, DateTime LastAt, int Channels);
