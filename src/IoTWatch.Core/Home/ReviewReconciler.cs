using IoTWatch.Core.Alerts;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;

namespace IoTWatch.Core.Home;

/// <summary>
/// Keeps alerts in review and the review list consistent: a decision about one is applied to the other.
/// </summary>
/// <remarks>
/// Depends only on the current state, so it may run at any time: after every decision, and with every sweep. An alert
/// approved by a suppression, or called a false positive, adds its channels to the profile; one that was archived,
/// opened or escalated keeps them out of it; a snooze decides nothing. An alert whose last channel was approved is
/// approved, one with a refused channel is open, and one without items left ends.
/// </remarks>
internal sealed class ReviewReconciler(HomeState home, Administration administration)
{
    public void Reconcile(ICollection<AlertChange> changes)
    {
        foreach (var incident in home.Incidents.ForReview)
            if (incident.Alert.State == AlertState.Review)
                ApplyList(incident, changes);
            else
                ApplyAlert(incident, changes);
    }

    /// <summary>Applies the decisions of the review list to the alert.</summary>
    private void ApplyList(Incident incident, ICollection<AlertChange> changes)
    {
        var learned = home.Find(new DeviceId(incident.DeviceId))?.State.Learned;
        var channels = ChannelsOf(incident);
        if (channels.Any(channel => learned!.Refused.Contains(channel.Key)))
            home.Incidents.Apply(incident, IncidentEvent.Refused, home.NowAt, changes);
        else if (channels.Any(channel => channel.InReview))
            return;
        else if (channels.Any(channel => channel is { Tier: Tier.F1, Unexpected.Count: 0 }))
            home.Incidents.Apply(incident, IncidentEvent.Accepted, home.NowAt, changes);
        else
            home.Incidents.Apply(incident, IncidentEvent.Cleared, home.NowAt, changes);
    }

    /// <summary>Applies the decision about the alert to its channels.</summary>
    private void ApplyAlert(Incident incident, ICollection<AlertChange> changes)
    {
        var (alert, device, now) = (incident.Alert, new DeviceId(incident.DeviceId), home.NowAt);
        switch (alert.State)
        {
            case AlertState.Approved when alert.SuppressedBy is { } rule && !(alert.SilencedUntil <= now):
                foreach (var channel in ChannelsOf(incident))
                    administration.Approve(device, channel.Key, now, alert.SilencedUntil, Administration.NoteOf(rule));
                break;
            case AlertState.FalsePositive:
                foreach (var channel in ChannelsOf(incident))
                    administration.Approve(device, channel.Key, now, null, Administration.CalledFalsePositive);
                break;
            case AlertState.Archived:
                foreach (var channel in ChannelsOf(incident))
                    administration.Reject(device, channel.Key);
                incident.IsForReview = false;
                break;
            case AlertState.Open or AlertState.Escalated or AlertState.Acknowledged:
                foreach (var channel in ChannelsOf(incident))
                    administration.Refuse(device, channel.Key);
                home.Incidents.Apply(incident, IncidentEvent.Refused, now, changes);
                break;
        }
    }

    private List<ChannelState> ChannelsOf(Incident incident) =>
        home.Find(new DeviceId(incident.DeviceId)) is { } analysis
            ? [.. incident.Alert.Parts.Select(part => analysis.State.Channels.Find(part.Channel()))
                .OfType<ChannelState>()]
            : [];
}
