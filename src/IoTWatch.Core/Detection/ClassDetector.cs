using IoTWatch.Core.Channels;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Detection;

/// <summary>
/// U8: a device speaks a protocol that its kind has no business speaking: a bulb that sends mail, a kettle that logs in
/// elsewhere.
/// </summary>
/// <remarks>
/// Rule: the service port is on the short list for the device's class, no profile covers the channel, and the other end
/// answered (or was tried three times: a single unanswered attempt is a matter for the scan detector). Told at once.
/// </remarks>
public sealed class ClassDetector(ClassOptions options)
{
    private const long RepeatEveryMs = 3_600_000;

    /// <summary>Whether a channel's service is out of place on a device of this class.</summary>
    public bool Evaluate(DeviceView view, ChannelState channel) => Find(view, channel) is not null;

    /// <summary>
    /// Whether a flow on a channel that is out of place is enough to report; at most once an hour a channel.
    /// </summary>
    /// <returns>Null where there is nothing to report.</returns>
    public ClassEvidence? Evaluate(DeviceView view, FlowObservation flow, ChannelState channel)
    {
        if (!channel.Unexpected.Contains(Deviation.DeviceClass)
            || (channel.ClassReportedMs != 0 && view.AtMs - channel.ClassReportedMs < RepeatEveryMs)
            || !(IsAnswered(flow) || channel.Contacts.Count >= options.Attempts)
            || Find(view, channel) is not { } service)
            return null;
        channel.ClassReportedMs = view.AtMs;
        return new ClassEvidence(channel, service, view.Policy.Class, WasAnswered(flow, channel));
    }

    private ForbiddenService? Find(DeviceView view, ChannelState channel) =>
        Find(channel.Key, channel.IsLocal, view.Policy.Class);

    internal ForbiddenService? Find(ChannelKey key, bool isLocal, DeviceClass kind)
    {
        foreach (var service in options.Forbidden)
            if (service.Protocol == key.Protocol && key.Port >= service.FirstPort && key.Port <= service.LastPort)
                return IsOutOfPlace(service, isLocal, kind) ? service : null;
        return null;
    }

    /// <remarks>
    /// Of an unknown device not even Telnet is odd inside the home: it may be somebody's laptop at the router.
    /// </remarks>
    private static bool IsOutOfPlace(ForbiddenService service, bool isLocal, DeviceClass kind) =>
        service.IsFor(kind) && (!isLocal || (service.InsideHome && kind != DeviceClass.Unknown));

    /// <summary>The other end answered this call, or one before.</summary>
    private static bool WasAnswered(FlowObservation flow, ChannelState channel) =>
        IsAnswered(flow) || (channel.Contacts.IsActive && channel.Contacts.Sketch.FailedShare < 1);

    /// <summary>More came back than a refusal.</summary>
    private static bool IsAnswered(FlowObservation flow) =>
        flow.State is not FlowState.Unanswered && flow.PacketsIn > 1;
}
