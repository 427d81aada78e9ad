using IoTWatch.Core.Alerts;
using IoTWatch.Core.Observations;
using IoTWatch.Server.Feed;
using Microsoft.Extensions.Logging.Abstractions;

namespace IoTWatch.Server.Tests.Feed;

public class SinkSetTests
{
    [Fact]
    public void A_failing_sink_is_counted_and_the_others_hear_everything()
    {
        var statistics = new IngestStatistics();
        var counting = new CountingSink();
        var set = new SinkSet([new FailingSink(), counting], statistics, NullLogger<SinkSet>.Instance);
        for (var n = 0; n < 5; n++)
        {
            set.Observed(new TickObservation { At = Some.Start });
            set.Changed(new StoredAlert(n, Some.Alert()), Some.New());
        }
        Assert.Equal((5, 5), (counting.Observations, counting.Changes));
        Assert.Equal(10, statistics.SinkFailures[nameof(FailingSink)]);
    }

    private sealed class FailingSink : IDetectionSink
    {
        public void Observed(Observation observation) => throw new InvalidOperationException("broken");

        public void Changed(StoredAlert stored, AlertChange change) => throw new InvalidOperationException("broken");
    }

    private sealed class CountingSink : IDetectionSink
    {
        public int Observations { get; private set; }

        public int Changes { get; private set; }

        public void Observed(Observation observation) => Observations++;

        public void Changed(StoredAlert stored, AlertChange change) => Changes++;
    }
}
