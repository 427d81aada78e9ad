using System.CommandLine;
using IoTWatch.Cli.Arguments;
using IoTWatch.Core.Observations;

namespace IoTWatch.Cli.Profiles;

/// <summary><c>--from</c> and <c>--until</c>: a part of the captures' time, counted from the first observation.</summary>
/// <remarks>What comes before <c>--from</c> still teaches names and leases: a device asked for the addresses it goes on using.</remarks>
internal sealed class SpanOptions
{
    private readonly Option<TimeSpan?> _from = DurationOption.Create("--from", "Leave out what the devices do in this first part of the captures [default: 0, nothing]");

    private readonly Option<TimeSpan?> _until = DurationOption.Create("--until", "Only this first part of the captures [default: all of them]");

    public void AddTo(Command command)
    {
        command.Options.Add(_from);
        command.Options.Add(_until);
    }

    /// <summary>A filter for one pass over a timeline.</summary>
    public Func<Observation, bool> Read(ParseResult parsed)
    {
        var (from, until) = (parsed.GetValue(_from) ?? TimeSpan.Zero, parsed.GetValue(_until) ?? TimeSpan.MaxValue);
        DateTime? first = null;
        return observation =>
        {
            var since = observation.At - (first ??= observation.At);
            return since < until && (since >= from || observation is DnsObservation or LeaseObservation);
        };
    }
}
