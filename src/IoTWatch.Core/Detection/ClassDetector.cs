using IoTWatch.Core.Channels;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Detection;

/// <summary>
/// U8: detects a protocol that the class of the device does not use, such as mail from a bulb or a login from a kettle.
/// </summary>
/// <remarks>
/// Rule: the service port is in the list for the device's class, no profile covers the channel, and the other end
/// answered or was tried three times (a single unanswered attempt is left to the scan detector). Reported at once.
/// </remarks>
public sealed class ClassDetector(ClassOptions options)
{
    private const long RepeatEveryMs = 3_600_000;

    /// <summary>Whether the service of a channel violates the class of the device.</summary>
    public bool Evaluate(DeviceView view, ChannelState channel) => Find(view, channel) is not null;

    /// <summary>Reports a flow of a channel that violates the class; at most once an hour per channel.</summary>
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
    /// For an unknown device Telnet inside the home is no violation: it may be a laptop at the router.
    /// </remarks>
    private static bool IsOutOfPlace(ForbiddenService service, bool isLocal, DeviceClass kind) =>
        service.IsFor(kind) && (!isLocal || (service.InsideHome && kind != DeviceClass.Unknown));

    /// <summary>Whether the other end answered this call or an earlier one.</summary>
    private static bool WasAnswered(FlowObservation flow, ChannelState channel) =>
        IsAnswered(flow) || (channel.Contacts.IsActive && channel.Contacts.Sketch.FailedShare < 1);

    /// <summary>Whether more was received than a refusal.</summary>
    private static bool IsAnswered(FlowObservation flow) =>
        flow.State is not FlowState.Unanswered && flow.PacketsIn > 1;
}
