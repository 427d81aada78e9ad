using IoTWatch.Core.Alerts;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Devices;

namespace IoTWatch.Core.Profiles;

/// <summary>Keeps alerts in review and the review list one matter: what is decided on either side is decided on both.</summary>
/// <remarks>
/// Looks at what stands, not at what was done, so that it may run at any time: after every decision, and with every sweep. An alert approved by
/// a suppression, or called a false positive, makes its channels part of the profile; one that was archived, or that a person opened or
/// escalated, keeps them out of it for good; a snooze decides nothing. An alert whose last channel was approved is approved, one with a channel
/// that was rejected is open, and where there is nothing left to decide (it was learned after all, or forgotten) it ends.
/// </remarks>
internal sealed class ReviewCases(Home home)
{
    private readonly ProfileDesk _desk = new(home);

    public void Settle(ICollection<AlertChange> changes)
    {
        foreach (var incident in home.Incidents.ForReview)
        {
            var monitor = home.Find(new DeviceId(incident.DeviceId));
            Settle(incident, monitor, [.. incident.Alert.Parts.Select(part => monitor?.State.Channels.Find(part.Channel())).OfType<ChannelState>()], changes);
        }
    }

    private void Settle(Incident incident, DeviceMonitor? monitor, IReadOnlyList<ChannelState> channels, ICollection<AlertChange> changes)
    {
        var (alert, device) = (incident.Alert, new DeviceId(incident.DeviceId));
        switch (alert.State)
        {
            case AlertState.Review when channels.Any(channel => monitor!.State.Learned.Refused.Contains(channel.Key)):
                home.Incidents.Confirm(incident, home.NowAt, changes);
                break;
            case AlertState.Review when channels.Any(channel => channel.InReview):
                break;
            case AlertState.Review when channels.Any(channel => channel is { Tier: Tier.F1, Unexpected.Count: 0 }):
                IncidentBook.Approve(incident, changes);
                break;
            case AlertState.Review:
                home.Incidents.End(incident, home.NowAt, changes);
                break;
            case AlertState.Approved when alert.SuppressedBy is { } rule && !(alert.SilencedUntil <= home.NowAt):
                foreach (var channel in channels)
                    _desk.Approve(device, channel.Key, home.NowAt, alert.SilencedUntil, ProfileDesk.NoteOf(rule));
                break;
            case AlertState.FalsePositive:
                foreach (var channel in channels)
                    _desk.Approve(device, channel.Key, home.NowAt, null, ProfileDesk.Harmless);
                break;
            case AlertState.Archived:
                foreach (var channel in channels)
                    _desk.Reject(device, channel.Key);
                incident.IsForReview = false;
                break;
            case AlertState.Open or AlertState.Escalated or AlertState.Acknowledged:
                foreach (var channel in channels)
                    _desk.Refuse(device, channel.Key);
                home.Incidents.Confirm(incident, home.NowAt, changes);
                break;
        }
    }
}
