using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;

namespace IoTWatch.Core.Detection;

/// <summary>What a detector measured, and how to say it. Each kind of alert has one.</summary>
public abstract record Evidence
{
    public abstract AlertKind Kind { get; }

    /// <summary>Deviation kinds that this evidence adds to those of its channel.</summary>
    public virtual DeviationSet Deviations => [];

    /// <summary>The model that had a part in it; <c>rule</c> where none had.</summary>
    public virtual string Model => "rule";

    public virtual IReadOnlyList<Contribution> Contributions => [];

    /// <summary>What stands where an alert names its destination; null = the channel's destination.</summary>
    public virtual DestinationSummary? Target => null;

    /// <summary>When what it speaks of began; null = with its channel.</summary>
    public virtual DateTime? BeganAt => null;

    /// <summary>What would have been in order, beside the rules of the profile: short sentences.</summary>
    public virtual IEnumerable<string> Expected => [];

    /// <summary>What was seen instead: short sentences.</summary>
    public abstract IEnumerable<string> Observed { get; }

    /// <summary>What the device does, to be read after its name: "calls … every 60 s".</summary>
    /// <param name="party">The other end, for people.</param>
    public abstract string Describe(string party);

    /// <summary>
    /// Why that is not in order, to be read after a semicolon. Null = what the profile says is reason enough.
    /// </summary>
    public virtual string? Reason(FindingContext context) => null;

    /// <summary>What could have spoken against telling it, and did not.</summary>
    public virtual IEnumerable<string> CounterArguments(FindingContext context) => [];

    public abstract Severity SeverityIn(FindingContext context);
}
