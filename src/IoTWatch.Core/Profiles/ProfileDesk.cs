using IoTWatch.Core.Alerts;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Devices;

namespace IoTWatch.Core.Profiles;

/// <summary>Where people decide about profiles: what is for review, what an update brought, and what is all right.</summary>
/// <remarks>Keeps nothing itself. Every decision works on the channels already seen, and is saved with the pipeline's state.</remarks>
public sealed class ProfileDesk(Home home)
{
    /// <summary>The note of rules made by calling an alert in review a false positive.</summary>
    internal const string Harmless = "called a false positive";
    private const string OnReview = "approved on review";

    /// <summary>By device, then first contact; without what is silenced for a time.</summary>
    public IEnumerable<ReviewItem> Review() =>
        from monitor in home.Monitors
        from channel in monitor.State.Channels.All
        where channel.InReview
        let incident = home.Incidents.FindForReview(monitor.Device.Id.Value, Organisation.Of(monitor.Destination(channel)), channel.Key)
        where incident is not { Alert.IsSetAside: true }
        select new ReviewItem(
            monitor.Device.Id.Value, channel.Key, channel.HostName, channel.Address.ToString(), channel.FirstAt, channel.LastAt, channel.Contacts.Count,
            channel.Verdict.Estimate.PeriodSeconds, channel.Verdict.Probability,
            monitor.Device.Name ?? (monitor.Device.Address.IsKnown ? monitor.Device.Address.ToString() : monitor.Device.Id.Value), monitor.Destination(channel).Geo, incident?.Alert.Id);

    /// <summary>By device.</summary>
    public IEnumerable<DriftProposal> Proposals() =>
        home.Monitors.Select(monitor => monitor.State.Drift.Proposal(monitor.Device.Id.Value)).OfType<DriftProposal>();

    /// <summary>The channel on review is all right: from now on a rule of the user's covers it.</summary>
    /// <returns>False where nothing of the kind is for review.</returns>
    public bool Approve(DeviceId device, ChannelKey key, DateTime at, DateTime? expiresAt = null, string note = OnReview)
    {
        if (Find(device, key) is not ({ } monitor, { InReview: true } channel))
            return false;
        channel.InReview = false;
        Except(new UserRule(UserRuleScope.Of(device), key.Destination, key.Protocol, key.Port, Asn(monitor, channel), at, expiresAt, note));
        return true;
    }

    /// <summary>The channel on review is not all right: it alerts from now on, and is not learned again.</summary>
    /// <returns>False where nothing of the kind is for review.</returns>
    public bool Reject(DeviceId device, ChannelKey key) => Find(device, key) is (_, { InReview: true }) && Refuse(device, key);

    /// <summary>The channel is not all right, whatever was said of it on review before.</summary>
    internal bool Refuse(DeviceId device, ChannelKey key)
    {
        if (Find(device, key) is not ({ } monitor, { } channel))
            return false;
        foreach (var rule in home.UserRules.All.Where(rule => rule.Note is OnReview or Harmless && rule.Scope == UserRuleScope.Of(device) && KeyOf(rule) == key).ToList())
            home.UserRules.Remove(rule);
        channel.InReview = false;
        monitor.State.Learned.Refuse(key);
        monitor.Rejudge();
        return true;
    }

    /// <summary>A suppression was taken back: what it had approved is for review again.</summary>
    internal void Reopen(string suppression)
    {
        foreach (var rule in home.UserRules.All.Where(rule => rule.Note == NoteOf(suppression)).ToList())
        {
            if (rule.Scope.Device is { } device && Find(new DeviceId(device), KeyOf(rule)) is (_, { } channel))
                channel.InReview = true;
            Withdraw(rule);
        }
    }

    /// <summary>The note of rules that follow from a suppression.</summary>
    internal static string NoteOf(string suppression) => $"approved by {suppression}";

    /// <summary>What the update brought is all right, all of it.</summary>
    /// <returns>False where the device has no proposal.</returns>
    public bool ApproveDrift(DeviceId device, DateTime at)
    {
        if (home.Find(device) is not { State.Drift: { IsProposed: true } drift })
            return false;
        drift.IsDecided = true;
        foreach (var (key, _, _, _, _) in drift.Burst)
            Except(new UserRule(UserRuleScope.Of(device), key.Destination, key.Protocol, key.Port, 0, at, null, "approved as a firmware update"));
        return true;
    }

    /// <summary>It was no update: each of the destinations alerts as it would have.</summary>
    /// <returns>False where the device has no proposal.</returns>
    public bool RejectDrift(DeviceId device)
    {
        if (home.Find(device) is not { State.Drift: { IsProposed: true } drift })
            return false;
        drift.IsDecided = true;
        return true;
    }

    public void Except(UserRule rule)
    {
        if (home.UserRules.Add(rule))
            Rejudge();
    }

    public void Withdraw(UserRule rule)
    {
        if (home.UserRules.Remove(rule))
            Rejudge();
    }

    /// <summary>Ends learning now.</summary>
    public void Freeze(DeviceId device, DateTime at) => home.Find(device)?.Freeze(at);

    /// <summary>Every rule in the device's profile with its origin; empty for an unknown device.</summary>
    public IReadOnlyList<EffectiveRule> Rules(DeviceId device) =>
        home.Find(device) is { } monitor ? monitor.Profile.Rules(monitor.State.Channels.All) : [];

    private static ChannelKey KeyOf(UserRule rule) => new(rule.Destination, rule.Protocol ?? default, rule.Port ?? 0);

    private static uint Asn(DeviceMonitor monitor, ChannelState channel) =>
        monitor.Destination(channel) is { Domain: null, IsLocal: false } destination ? destination.Geo.Asn : 0;

    private (DeviceMonitor? Monitor, ChannelState? Channel) Find(DeviceId device, ChannelKey key) =>
        home.Find(device) is { } monitor ? (monitor, monitor.State.Channels.Find(key)) : default;

    private void Rejudge()
    {
        foreach (var monitor in home.Monitors)
            monitor.Rejudge();
    }
}
