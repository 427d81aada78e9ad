using IoTWatch.Core.Detection;

namespace IoTWatch.Core.Alerts;

/// <summary>A user's rule that suppresses alerts by device, destination, service, kind and time.</summary>
/// <remarks>
/// A pure predicate on an alert: it can be applied to stored and to new alerts, with the same result.
/// </remarks>
/// <param name="Id">Written to the alerts it covers.</param>
/// <param name="Subject">The device id, or the model's name; null with <see cref="SuppressionScope.All"/>.</param>
/// <param name="Destination">The destination's name as alerts show it; null = any.</param>
/// <param name="Proto">With <paramref name="Port"/>; null = any service.</param>
/// <param name="Kind">Null = any.</param>
/// <param name="ExpiresAt">Alerts whose last version is from this event time on are open again; null = never.</param>
/// <param name="State"><see cref="AlertState.Approved"/> or <see cref="AlertState.Snoozed"/>.</param>
/// <param name="CreatedAt">When it was created, event time.</param>
public sealed record Suppression(
    string Id, SuppressionScope Scope, string? Subject, string? Destination = null, string? Proto = null,
    int? Port = null, AlertKind? Kind = null, DateTime? ExpiresAt = null, AlertState State = AlertState.Approved,
    DateTime? CreatedAt = null, string? Comment = null)
{
    /// <summary>Whether it has expired.</summary>
    public bool IsOver(DateTime at) => ExpiresAt <= at;

    public bool Covers(Alert alert) =>
        IsSubject(alert)
        && (Destination is null
            || string.Equals(Destination, alert.Destination.Name, StringComparison.OrdinalIgnoreCase))
        && (Port is null || (Port == alert.Destination.Port && (Proto is null || Proto == alert.Destination.Proto)))
        && (Kind is null || Kind == alert.Kind)
        && (ExpiresAt is null || alert.At < ExpiresAt)
        && (Port is null && Destination is null || alert.Parts.All(part => IsSameService(part, alert)));

    /// <summary>Returns the alert with the state of the first rule that covers it, or open again without one.</summary>
    public static Alert Apply(Alert alert, IEnumerable<Suppression> rules)
    {
        if (rules.FirstOrDefault(rule => rule.Covers(alert)) is { } by)
            return alert with { SuppressedBy = by.Id, State = by.State, SilencedUntil = by.ExpiresAt };
        return alert.SuppressedBy is null
            ? alert
            : alert with { SuppressedBy = null, State = AlertState.Open, SilencedUntil = null };
    }

    private bool IsSubject(Alert alert) => Scope switch
    {
        SuppressionScope.Device => Subject == alert.Device.Id,
        SuppressionScope.Model => Subject is not null && Subject == (alert.Device.Model ?? alert.Device.Vendor),
        _ => true,
    };

    /// <summary>An incident that has grown beyond the approved service is open again.</summary>
    private bool IsSameService(AlertPart part, Alert alert) =>
        (Destination is null || string.Equals(part.Name, alert.Destination.Name, StringComparison.OrdinalIgnoreCase))
        && (Port is null || (part.Port == alert.Destination.Port && part.Proto == alert.Destination.Proto))
        && (Kind is null || part.Kind == Kind);
}

/// <summary>The devices that a suppression covers.</summary>
public enum SuppressionScope : byte
{
    /// <summary>One device, by its id.</summary>
    Device,

    /// <summary>
    /// All devices of a model, by the name of their declared profile, or of one vendor where none is declared.
    /// </summary>
    Model,

    /// <summary>Every device.</summary>
    All,
}
