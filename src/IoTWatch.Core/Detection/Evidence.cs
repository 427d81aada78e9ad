using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;

namespace IoTWatch.Core.Detection;

/// <summary>The measurements of a detector and their texts. Each kind of alert has one.</summary>
public abstract record Evidence
{
    public abstract AlertKind Kind { get; }

    /// <summary>Deviations that this evidence adds to those of its channel.</summary>
    public virtual DeviationSet Deviations => [];

    /// <summary>The model that contributed; <c>rule</c> where none did.</summary>
    public virtual string Model => "rule";

    public virtual IReadOnlyList<Contribution> Contributions => [];

    /// <summary>The destination of the alert; null = the channel's destination.</summary>
    public virtual DestinationSummary? Target => null;

    /// <summary>Start of the reported activity; null = start of the channel.</summary>
    public virtual DateTime? BeganAt => null;

    /// <summary>Expected behaviour, beside the rules of the profile: short sentences.</summary>
    public virtual IEnumerable<string> Expected => [];

    /// <summary>Observed behaviour: short sentences.</summary>
    public abstract IEnumerable<string> Observed { get; }

    /// <summary>Describes the activity, as continuation of the device's name: "calls … every 60 s".</summary>
    /// <param name="party">The destination, as text.</param>
    public abstract string Describe(string party);

    /// <summary>
    /// Returns the reason, as continuation after a semicolon; null = the text of the profile is the reason.
    /// </summary>
    public virtual string? Reason(FindingContext context) => null;

    /// <summary>Returns possible benign explanations and why they do not apply.</summary>
    public virtual IEnumerable<string> CounterArguments(FindingContext context) => [];

    public abstract Severity SeverityIn(FindingContext context);
}
