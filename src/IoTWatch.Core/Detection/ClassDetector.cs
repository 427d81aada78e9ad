using IoTWatch.Core.Channels;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Detection;

/// <summary>U8: a device speaks a protocol that its kind has no business speaking: a bulb that sends mail, a kettle that logs in elsewhere.</summary>
/// <remarks>
/// Rule: the service port is on the short list for the device's class, no profile covers the channel, and the other end answered (or was tried
/// three times: a single unanswered attempt is a matter for the scan detector). Told at once.
/// </remarks>
public sealed class ClassDetector(ClassOptions options)
{
    public const string Kind = "U8";

    /// <summary>Whether the service is on the list for any class at all.</summary>
    public bool Lists(ChannelKey key)
    {
        foreach (var service in options.Forbidden)
            if (service.Protocol == key.Protocol && key.Port >= service.FirstPort && key.Port <= service.LastPort)
                return true;
        return false;
    }

    /// <summary>The service of a channel that is out of place on a device of this class, or null.</summary>
    public ForbiddenService? Find(ChannelKey key, bool isLocal, DeviceClass kind)
    {
        foreach (var service in options.Forbidden)
            if (service.Protocol == key.Protocol && key.Port >= service.FirstPort && key.Port <= service.LastPort)
                // Of an unknown device not even Telnet is odd inside the home: it may be somebody's laptop at the router.
                return service.IsFor(kind) && (!isLocal || (service.InsideHome && kind != DeviceClass.Unknown)) ? service : null;
        return null;
    }

    /// <summary>Whether a flow on such a channel is enough to speak of.</summary>
    public bool IsSpoken(FlowObservation flow, ChannelState channel) =>
        IsAnswered(flow) || channel.Contacts.Count >= options.Attempts;

    /// <summary>The other end took this call, or one before.</summary>
    public static bool WasAnswered(FlowObservation flow, ChannelState channel) =>
        IsAnswered(flow) || (channel.Contacts.IsActive && channel.Contacts.Sketch.FailedShare < 1);

    /// <summary>More came back than a refusal.</summary>
    private static bool IsAnswered(FlowObservation flow) => flow.State is not FlowState.Unanswered && flow.PacketsIn > 1;
}
