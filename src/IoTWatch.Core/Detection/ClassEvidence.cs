using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;

namespace IoTWatch.Core.Detection;

/// <summary>Evidence of a service that the device class does not use.</summary>
/// <param name="Answered">Whether the other end answered.</param>
public sealed record ClassEvidence(
    ChannelState Channel, ForbiddenService Service, DeviceClass Class, bool Answered) : Evidence
{
    public override AlertKind Kind => AlertKind.ClassViolation;

    public override DeviationSet Deviations => [Deviation.DeviceClass];

    public override IReadOnlyList<Contribution> Contributions =>
        [new($"speaks_{Service.Name.ToLowerInvariant().Replace(' ', '_')}", 1, 0, 1)];

    public override IEnumerable<string> Expected => [$"no {Service.Name} ({Service.Purpose}) from such a device"];

    public override IEnumerable<string> Observed =>
        [$"{Service.Name}, {(Answered ? "and the other end answers" : "repeated attempts without an answer")}"];

    public override string Describe(string party) => Answered
        ? $"speaks {Service.Name} ({Service.Purpose}) to {party}"
        : $"repeatedly tries to speak {Service.Name} ({Service.Purpose}) to {party}";

    public override string Reason(FindingContext context) => Class switch
    {
        DeviceClass.Appliance or DeviceClass.Reporter =>
            "devices of this kind do not use it, and no profile allows it",
        _ => "hardly any device in a home uses it, and no profile allows it",
    };

    public override IEnumerable<string> CounterArguments(FindingContext context)
    {
        yield return $"The service is recognised only by its port ({Channel.Key.Port}): "
            + $"{(Answered ? "the other end answered there" : "none of the repeated attempts was answered yet")}"
            + ".";
        yield return Class == DeviceClass.Unknown
            ? "The kind of this device is not known. On a computer this may be normal; if so, approve it for this "
                + "device."
            : "This kind of alert is published at once, without a second evaluation.";
    }

    public override Severity SeverityIn(FindingContext context) =>
        Answered && Class != DeviceClass.Unknown && context.Tier == Tier.F3 ? Severity.Critical : Severity.High;
}
