using IoTWatch.Core.Alerts;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Home;

/// <summary>
/// Applies the decisions of users: suppressions, verdicts, names, reviews, firmware updates and rules.
/// </summary>
/// <remarks>
/// Stateless. Every decision applies to past observations too and is saved with the pipeline's state. The caller must
/// change alerts that are neither open nor recently ended.
/// </remarks>
public sealed class Administration(HomeState home)
{
    /// <summary>The note of rules created by the verdict "false positive" on an alert in review.</summary>
    internal const string CalledFalsePositive = "called a false positive";

    private const string ApprovedOnReview = "approved on review";
    private const string ApprovedAsUpdate = "approved as a firmware update";

    /// <summary>The active suppressions, in order of creation.</summary>
    public IReadOnlyList<Suppression> Suppressions => home.Suppressions.Rules;

    /// <summary>Adds a suppression, and applies it to open alerts.</summary>
    public void Suppress(Suppression rule, ICollection<AlertChange> changes)
    {
        home.Suppressions.Add(rule);
        home.Incidents.ApplySuppressions(changes);
    }

    /// <summary>Removes a suppression; what it had approved on the review list is in review again.</summary>
    /// <returns>False where none has this id.</returns>
    public bool Unsuppress(string id, ICollection<AlertChange> changes)
    {
        if (!home.Suppressions.Remove(id))
            return false;
        foreach (var rule in home.UserRules.All.Where(rule => rule.Note == NoteOf(id)).ToList())
        {
            if (rule.Scope.Device is { } device && Find(new DeviceId(device), KeyOf(rule)) is (_, { } channel))
                channel.InReview = true;
            RemoveRule(rule);
        }
        home.Incidents.ApplySuppressions(changes);
        return true;
    }

    /// <summary>Applies a user's decision to open and recently ended alerts.</summary>
    public void Revise(Func<Alert, Alert> decide, ICollection<AlertChange> changes) =>
        home.Incidents.Revise(decide, changes);

    /// <summary>Records a user's verdict on an alert, stored or open.</summary>
    public void RecordVerdict(Alert alert, bool isTrue) => home.Verdicts.Add(alert, isTrue);

    /// <summary>Gives a device a name; null removes it.</summary>
    /// <returns>False for an unknown device.</returns>
    public bool Rename(DeviceId device, string? name, ICollection<AlertChange> changes)
    {
        if (home.Directory.Devices.FirstOrDefault(known => known.Id == device) is not { } found)
            return false;
        found.GivenName = name;
        var shown = found.Name;
        Revise(
            alert => alert.Device.Id == device.Value && alert.Device.Name != shown
                ? alert with { Device = alert.Device with { Name = shown } }
                : alert,
            changes);
        return true;
    }

    /// <summary>Ends learning of a device now.</summary>
    /// <returns>False for an unknown device.</returns>
    public bool Freeze(DeviceId device, DateTime at)
    {
        if (home.Find(device) is not { } analysis)
            return false;
        analysis.Policy.Freeze(at);
        return true;
    }

    /// <summary>Returns the review list, by device, then first contact; without snoozed items.</summary>
    public IEnumerable<ReviewItem> Reviews() =>
        from analysis in home.Analyses
        from channel in analysis.State.Channels.All
        where channel.InReview
        let destination = analysis.Policy.DestinationOf(channel)
        let incident = home.Incidents.FindForReview(analysis.Device.Id.Value, Organisation.Of(destination), channel.Key)
        where incident is not { Alert.IsSetAside: true }
        select ReviewItem.Of(analysis.Device, channel, destination, incident?.Alert.Id);

    /// <summary>Approves a channel in review: a rule of the user covers it.</summary>
    /// <returns>False where it is not in review.</returns>
    public bool Approve(
        DeviceId device, ChannelKey key, DateTime at, DateTime? expiresAt = null, string note = ApprovedOnReview)
    {
        if (Find(device, key) is not ({ } analysis, { InReview: true } channel))
            return false;
        channel.InReview = false;
        var destination = analysis.Policy.DestinationOf(channel);
        var asn = destination is { Domain: null, IsLocal: false } ? destination.Geo.Asn : 0;
        AddRule(Allow(device, key, at, note) with { Asn = asn, ExpiresAt = expiresAt });
        return true;
    }

    /// <summary>Rejects a channel in review: it can alert, and is not learned again.</summary>
    /// <returns>False where it is not in review.</returns>
    public bool Reject(DeviceId device, ChannelKey key) =>
        Find(device, key) is (_, { InReview: true }) && Refuse(device, key);

    /// <summary>Refuses a channel, whatever was decided of it before.</summary>
    internal bool Refuse(DeviceId device, ChannelKey key)
    {
        if (Find(device, key) is not ({ } analysis, { } channel))
            return false;
        var scope = UserRuleScope.Of(device);
        foreach (var rule in home.UserRules.All
            .Where(rule =>
                rule.Note is ApprovedOnReview or CalledFalsePositive && rule.Scope == scope && KeyOf(rule) == key)
            .ToList())
            home.UserRules.Remove(rule);
        channel.InReview = false;
        analysis.State.Learned.Refuse(key);
        analysis.Policy.EvaluateAll();
        return true;
    }

    /// <summary>Reconciles the alerts in review with the review list: call after decisions on either.</summary>
    public void ReconcileReviews(ICollection<AlertChange> changes) =>
        new ReviewReconciler(home, this).Reconcile(changes);

    /// <summary>Returns the proposed firmware updates, by device.</summary>
    public IEnumerable<DriftProposal> Proposals() =>
        home.Analyses.Select(analysis => analysis.State.Drift.Proposal(analysis.Device.Id.Value))
            .OfType<DriftProposal>();

    /// <summary>Approves all destinations of a firmware update.</summary>
    /// <returns>False where the device has no proposal.</returns>
    public bool ApproveDrift(DeviceId device, DateTime at)
    {
        if (home.Find(device)?.State.Drift is not { IsProposed: true } drift)
            return false;
        drift.IsDecided = true;
        foreach (var destination in drift.Burst)
            AddRule(Allow(device, destination.Key, at, ApprovedAsUpdate));
        return true;
    }

    /// <summary>Rejects a firmware update: its destinations can alert.</summary>
    /// <returns>False where the device has no proposal.</returns>
    public bool RejectDrift(DeviceId device)
    {
        if (home.Find(device)?.State.Drift is not { IsProposed: true } drift)
            return false;
        drift.IsDecided = true;
        return true;
    }

    public void AddRule(UserRule rule)
    {
        if (home.UserRules.Add(rule))
            EvaluateAll();
    }

    public void RemoveRule(UserRule rule)
    {
        if (home.UserRules.Remove(rule))
            EvaluateAll();
    }

    /// <summary>Returns every rule of the device's profile with its origin; empty for an unknown device.</summary>
    public IReadOnlyList<EffectiveRule> Rules(DeviceId device) =>
        home.Find(device) is { } analysis ? analysis.Policy.Profile.Rules(analysis.State.Channels.All) : [];

    /// <summary>Returns the note of rules that follow from a suppression.</summary>
    internal static string NoteOf(string suppression) => $"approved by {suppression}";

    private static UserRule Allow(DeviceId device, ChannelKey key, DateTime at, string note) =>
        new(UserRuleScope.Of(device), key.Destination, key.Protocol, key.Port, 0, at, null, note);

    private static ChannelKey KeyOf(UserRule rule) => new(rule.Destination, rule.Protocol ?? default, rule.Port ?? 0);

    private (DeviceAnalysis? Analysis, ChannelState? Channel) Find(DeviceId device, ChannelKey key) =>
        home.Find(device) is { } analysis ? (analysis, analysis.State.Channels.Find(key)) : default;

    private void EvaluateAll()
    {
        foreach (var analysis in home.Analyses)
            analysis.Policy.EvaluateAll();
    }
}
