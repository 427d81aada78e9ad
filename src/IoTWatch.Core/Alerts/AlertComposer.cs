using System.Security.Cryptography;
using System.Text;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;

namespace IoTWatch.Core.Alerts;

/// <summary>Writes the alert for a finding: who, whom, how regular, why it is told, and what argued against.</summary>
internal static class AlertComposer
{
    private const int MostExpected = 12;
    private const double SureProbability = 0.9;

    /// <param name="before">The alert this one carries on; its id and first time stay.</param>
    public static Alert Compose(Finding finding, DeviceMonitor monitor, Alert? before)
    {
        var (channel, destination) = (finding.Channel, finding.Destination);
        var device = DeviceOf(monitor);
        var beacon = BeaconOf(channel);
        return new Alert
        {
            Id = before?.Id ?? Id(monitor.Device.Id.Value, destination.Key, finding.Kind, channel.FirstAt),
            At = finding.At,
            Kind = finding.Kind,
            Severity = SeverityOf(channel, finding.Profile.Name),
            Device = device,
            Destination = DestinationOf(channel, destination),
            Beacon = beacon,
            FirstAt = before?.FirstAt ?? channel.FirstAt,
            LastAt = channel.LastAt,
            Unexpected = channel.Unexpected,
            Contributions = Contributions.Of(finding.Model, channel.Contacts.Sketch),
            Explanation = Explanation.Of(device, channel, destination, beacon, finding.Profile.Name),
            Expected = finding.Profile.Sentences(MostExpected),
            WhyNotSuppressed = Explanation.WhyNotSuppressed(channel, destination, beacon, finding.Profile.Name),
            Intervals = IntervalsOf(channel.Contacts.Sketch),
            Model = finding.Model.Id,
            Profile = finding.Profile.Name,
        };
    }

    private static string Id(string device, string destination, AlertKind kind, DateTime firstAt)
    {
        var text = $"{device}|{destination}|{kind}|{firstAt:O}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }

    private static AlertDevice DeviceOf(DeviceMonitor monitor) => new(
        monitor.Device.Id.Value,
        monitor.Device.Mac.IsKnown ? monitor.Device.Mac.ToString() : null,
        monitor.Device.Address.IsKnown ? monitor.Device.Address.ToString() : null,
        monitor.Device.HostName,
        monitor.Vendor);

    private static AlertDestination DestinationOf(ChannelState channel, Destination destination) => new(
        destination.Key,
        channel.Address.ToString(),
        channel.Key.Port,
        channel.Key.Protocol.ToString().ToLowerInvariant(),
        destination.Geo.Asn == 0 ? null : destination.Geo.Asn,
        destination.Geo.Organisation,
        destination.Geo.Country,
        destination.Geo.Confidence == CountryConfidence.None ? null : destination.Geo.Confidence.ToString().ToLowerInvariant(),
        destination.Geo.CountrySource,
        channel.Tier);

    private static AlertBeacon BeaconOf(ChannelState channel)
    {
        ref readonly var sketch = ref channel.Contacts.Sketch;
        var (probability, estimate) = (channel.Verdict.Probability, channel.Verdict.Estimate);
        return new AlertBeacon(
            Math.Round(probability, 4),
            Round(estimate.PeriodSeconds),
            Math.Round(estimate.Jitter, 4),
            sketch.Count,
            estimate.Missed,
            Math.Round((channel.Verdict.EvaluatedAtMs - sketch.OriginMs) / 1000.0, 1),
            Math.Round(sketch.MedianBytes),
            estimate.Method.ToString().ToLowerInvariant(),
            sketch.InFlowShare > 0.5);
    }

    private static Severity SeverityOf(ChannelState channel, string profile)
    {
        var sure = channel.Verdict.Probability >= SureProbability;
        var nameless = channel.Unexpected.Contains("U5");
        var broken = profile != "none";
        return (sure, nameless, broken) switch
        {
            (true, true, true) => Severity.Critical,
            (true, true, _) or (true, _, true) => Severity.High,
            (false, false, false) => Severity.Low,
            _ => Severity.Medium,
        };
    }

    private static double[] IntervalsOf(in ChannelSketch sketch)
    {
        Span<double> times = stackalloc double[ChannelSketch.RingSize];
        times = times[..sketch.CopyTimes(times)];
        var intervals = new double[times.Length - 1];
        for (var i = 0; i < intervals.Length; i++)
            intervals[i] = Math.Round(times[i + 1] - times[i], 2);
        return intervals;
    }

    private static double Round(double seconds) => seconds < 100 ? Math.Round(seconds, 2) : Math.Round(seconds, 1);
}
