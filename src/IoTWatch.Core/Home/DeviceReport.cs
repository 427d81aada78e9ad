using IoTWatch.Core.Detection;

namespace IoTWatch.Core.Home;

/// <summary>The current state of a device.</summary>
/// <param name="Id">Twelve hex digits of the MAC address, or the IP address where no source has a MAC address.</param>
/// <param name="Learning">Still being learned: unexpected destinations are reviewed, not alerted.</param>
public sealed record DeviceReport(
    string Id, string? Mac, string? Ip, string? Name, string? Vendor, string Profile, bool Learning,
    DateTime FirstAt, DateTime LastAt, int Channels)
{
    internal static DeviceReport Of(DeviceAnalysis analysis, DateTime at)
    {
        var (device, policy, summary) = (analysis.Device, analysis.Policy, analysis.Policy.Summary);
        return new DeviceReport(
            summary.Id, summary.Mac, summary.Ip, summary.Name, summary.Vendor, policy.Profile.Name,
            policy.IsLearning(at), device.FirstAt, device.LastAt, analysis.State.Channels.Count);
    }
}
