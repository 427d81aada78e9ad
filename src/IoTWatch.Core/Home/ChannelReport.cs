using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Text;

namespace IoTWatch.Core.Home;

/// <summary>The current state of a channel: one row of <c>iotwatch channels</c>.</summary>
/// <param name="Address">The address used last.</param>
/// <param name="Jitter">Median absolute deviation of the interval over its median, missed calls folded.</param>
/// <param name="Features">In the order of <see cref="BeaconFeatures.Names"/>; empty below 4 contacts.</param>
public sealed record ChannelReport(
    DeviceReport Device, ChannelKey Key, string? HostName, string Address, int Contacts, DateTime FirstAt,
    DateTime LastAt, double Probability, double? PeriodS, double? Jitter, int Missed, bool InFlow, Tier Tier,
    bool Expected, bool InReview, GeoRecord Geo, IReadOnlyList<float> Features)
{
    public string Destination => Key.Destination;

    public int Port => Key.Port;

    public string Proto => SnakeCase.Of(Key.Protocol);

    public string? Country => Geo.Country;

    public string? Organisation => Geo.Organisation;

    internal static ChannelReport Of(
        DeviceReport device, ChannelState channel, Destination destination, IBeaconModel model)
    {
        var report = new ChannelReport(
            device, channel.Key, channel.HostName, channel.Address.ToString(), channel.Contacts.Count, channel.FirstAt,
            channel.LastAt, 0, null, null, 0, false, channel.Tier, channel.Unexpected.Count == 0, channel.InReview,
            destination.Geo, []);
        if (!channel.Contacts.IsActive)
            return report;
        var features = new float[BeaconFeatures.Count];
        var sketch = channel.Contacts.Sketch;
        var estimate = BeaconFeatures.Compute(sketch, features);
        return report with
        {
            Probability = model.Score(features),
            PeriodS = estimate.PeriodSeconds,
            Jitter = estimate.Jitter,
            Missed = estimate.Missed,
            InFlow = sketch.InFlowShare > 0.5,
            Features = features,
        };
    }
}
