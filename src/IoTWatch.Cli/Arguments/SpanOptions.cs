using System.CommandLine;
using IoTWatch.Core.Observations;

namespace IoTWatch.Cli.Arguments;

/// <summary>The options <c>--from</c> and <c>--until</c>: a part of the time that captures cover.</summary>
/// <remarks>
/// DNS answers and leases before <c>--from</c> are kept: devices go on using the addresses that they got then.
/// </remarks>
internal sealed class SpanOptions
{
    private readonly Option<TimeSpan?> _from = DurationOption.Create(
        "--from", "Leave out what the devices do in this first part of the captures [default: 0, nothing]");

    private readonly Option<TimeSpan?> _until = DurationOption.Create(
        "--until", "Only this first part of the captures [default: all of them]");

    public void AddTo(Command command)
    {
        command.Options.Add(_from);
        command.Options.Add(_until);
    }

    /// <summary>A filter for one pass over a timeline: true for the observations of that part.</summary>
    public Func<Observation, bool> Read(ParseResult parsed)
    {
        var from = parsed.GetValue(_from) ?? TimeSpan.Zero;
        var until = parsed.GetValue(_until) ?? TimeSpan.MaxValue;
        DateTime? first = null;
        return observation =>
        {
            var since = observation.At - (first ??= observation.At);
            return since < until && (since >= from || observation is DnsObservation or LeaseObservation);
        };
    }
}
