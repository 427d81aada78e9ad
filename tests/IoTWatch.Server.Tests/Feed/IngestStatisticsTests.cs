using IoTWatch.Server.Feed;

namespace IoTWatch.Server.Tests.Feed;

public class IngestStatisticsTests
{
    [Fact]
    public void Reasons_and_sensors_are_bounded()
    {
        var statistics = new IngestStatistics();
        for (var n = 0; n < 5000; n++)
        {
            statistics.CountDropped($"reason-{n}");
            if (statistics.Admits($"sensor-{n}"))
                statistics.SetSensor(new SensorStatus($"sensor-{n}", null, 0, 0, 0, null, default));
        }
        Assert.Equal(IngestStatistics.MaxReasons + 1, statistics.Dropped.Count);
        Assert.Equal(5000, statistics.Dropped.Values.Sum());
        Assert.Equal(IngestStatistics.MaxSensors, statistics.Sensors.Count);
    }
}
