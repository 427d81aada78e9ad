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
        [$"{Service.Name}, {(Answered ? "and the other end answers" : "tried again and again without an answer")}"];

    public override string Describe(string party) => Answered
        ? $"speaks {Service.Name} ({Service.Purpose}) to {party}"
        : $"keeps trying to speak {Service.Name} ({Service.Purpose}) to {party}";

    public override string Reason(FindingContext context) => Class switch
    {
        DeviceClass.Appliance or DeviceClass.Reporter =>
            "a device like this has no business doing that, and no profile allows it",
        _ => "hardly any device at home has business doing that, and no profile allows it",
    };

    public override IEnumerable<string> CounterArguments(FindingContext context)
    {
        yield return $"The service is recognised only by its port ({Channel.Key.Port}): "
            + $"{(Answered ? "the other end answered there" : "nobody has answered yet, but it was tried again and again")}"
            + ".";
        yield return Class == DeviceClass.Unknown
            ? "Nothing tells what kind of device this is. On a computer it may be in order: then approve it for "
                + "this device."
            : "This is told at once, without waiting for a second look.";
    }

    public override Severity SeverityIn(FindingContext context) =>
        Answered && Class != DeviceClass.Unknown && context.Tier == Tier.F3 ? Severity.Critical : Severity.High;
}
