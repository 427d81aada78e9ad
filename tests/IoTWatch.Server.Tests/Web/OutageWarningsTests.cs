using IoTWatch.Server.Feed;
using IoTWatch.Server.Supervision;
using IoTWatch.Server.Web.Frame;
using Microsoft.Extensions.Logging.Abstractions;

namespace IoTWatch.Server.Tests.Web;

public sealed class OutageWarningsTests
{
    private readonly ManualTime _time = new();
    private readonly IngestStatistics _ingest = new();
    private readonly ServiceStatus _status;
    private readonly OutageWarnings _warnings;

    public OutageWarningsTests()
    {
        _status = new ServiceStatus(_time, _ingest);
        _warnings = new OutageWarnings(_status, _time);
    }

    [Fact]
    public void Nothing_wrong_says_nothing()
    {
        _status.Detector = new LinkStatus(LinkState.Up);
        Assert.Empty(_warnings.Sentences());
    }

    [Fact]
    public void A_loss_is_told_for_an_hour_after_it_last_grew()
    {
        _ingest.CountDropped("not-json");
        Assert.Contains("1 not-json", Assert.Single(_warnings.Sentences()), StringComparison.Ordinal);
        _time.Now += TimeSpan.FromMinutes(59);
        Assert.Single(_warnings.Sentences());
        _time.Now += TimeSpan.FromMinutes(2);
        Assert.Empty(_warnings.Sentences());
        _ingest.CountDropped("not-json");
        Assert.Contains("2 not-json", Assert.Single(_warnings.Sentences()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sensor_that_fell_silent_is_named_with_its_last_observation()
    {
        _ingest.SetSensor(new SensorStatus("attic", null, 5, 0, 0, SomeAlert.At, _time.Now));
        Assert.Empty(_warnings.Sentences());
        _time.Now += TimeSpan.FromMinutes(6);
        Assert.Equal(
            "Sensor attic is silent: no data since 2026-11-23 14:03:22 UTC.", Assert.Single(_warnings.Sentences()));
    }

    [Fact]
    public void A_link_that_is_down_is_told_with_its_reason()
    {
        _status.Influx = new LinkStatus(LinkState.Misconfigured, "iotwatch: 401 unauthorized");
        Assert.Contains("401 unauthorized", Assert.Single(_warnings.Sentences()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_that_fails_for_more_than_a_few_seconds_is_told_until_it_works_again()
    {
        var supervisor = new LoopSupervisor(_time, NullLogger<LoopSupervisor>.Instance);
        var warnings = new OutageWarnings(new ServiceStatus(_time, _ingest, supervisor), _time);
        using var loop = supervisor.Add("heartbeat");
        loop.Failed(new IOException("no room"));
        Assert.Empty(warnings.Sentences());
        _time.Now += TimeSpan.FromSeconds(6);
        Assert.Equal(
            "The background loop heartbeat fails since 15:00:00 UTC: no room", Assert.Single(warnings.Sentences()));
        loop.Succeeded();
        Assert.Empty(warnings.Sentences());
    }
}
