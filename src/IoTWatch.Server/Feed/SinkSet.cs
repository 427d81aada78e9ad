using IoTWatch.Core.Alerts;
using IoTWatch.Core.Observations;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Server.Feed;

/// <summary>All sinks as one: a failing sink is counted and never reaches the others.</summary>
public sealed class SinkSet(IEnumerable<IDetectionSink> sinks, IngestStatistics statistics, ILogger<SinkSet> logger)
    : IDetectionSink
{
    private readonly IDetectionSink[] _sinks = [.. sinks];

    public void Observed(Observation observation)
    {
        foreach (var sink in _sinks)
            Guard(sink, observation, static (to, what) => to.Observed(what));
    }

    public void Changed(StoredAlert stored, AlertChange change)
    {
        foreach (var sink in _sinks)
            Guard(sink, (stored, change), static (to, what) => to.Changed(what.stored, what.change));
    }

#pragma warning disable CA1031 // Any failure of one sink must be kept from the others.
    private void Guard<T>(IDetectionSink sink, T what, Action<IDetectionSink, T> act)
    {
        try
        {
            act(sink, what);
        }
        catch (Exception error)
        {
            var name = sink.GetType().Name;
            if (statistics.CountSinkFailure(name) == 1)
                logger.SinkFailed(name, error);
        }
    }
#pragma warning restore CA1031
}
