using IoTWatch.Core.Beaconing;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Storage;
using IoTWatch.Server.Supervision;
using IoTWatch.Server.Tests.Servers;

namespace IoTWatch.Server.Tests.Detection;

/// <summary>The detector while its store or its model fails.</summary>
public class DetectionFaultTests
{
    private const int Contacts = 30;

    [Fact]
    public async Task A_journal_that_cannot_be_read_is_shown_queries_are_answered_and_reading_goes_on_afterwards()
    {
        using var detector = new DetectorUnderTest();
        await detector.AppendAsync(Some.Beacon(10));
        await detector.ProcessedAsync();
        using var other = detector.Other();
        other.Execute("ALTER TABLE journal RENAME TO journal_away");
        detector.Journal.Wake();
        await detector.FailingAsync("detector");
        Assert.Equal(LinkState.Down, detector.Status.Detector.State);
        Assert.Contains("no such table: journal", detector.Status.Detector.Detail, StringComparison.Ordinal);
        var devices = await detector.Queries.QueryAsync(
            pipeline => pipeline.Home.Devices().Count(), TestContext.Current.CancellationToken);
        Assert.Equal(1, devices);
        Assert.True(detector.Loop("detector").IsFailing);

        other.Execute("ALTER TABLE journal_away RENAME TO journal");
        await detector.AppendAsync(Some.Beacon(Contacts - 10, 11));
        await detector.ProcessedAsync();
        await detector.RunningAsync("detector");
        Assert.Equal(LinkState.Up, detector.Status.Detector.State);
        Assert.Equal(1, detector.Loop("detector").Failures);
        Assert.Equal(Contacts, detector.Observations);
        Assert.Single(detector.Alerts.Latest(10));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Alert_changes_that_cannot_be_stored_now_are_stored_later_and_observed_once(bool full)
    {
        using var detector = new DetectorUnderTest();
        await detector.AppendAsync(Some.Beacon(Contacts));
        await detector.ProcessedAsync();
        var alert = Assert.Single(detector.Alerts.Latest(10)).Alert;
        var observed = detector.Observations;
        using var other = detector.Other();
        // The store refuses changes of alerts and still takes telemetry, as when the last page is used up in between.
        var limit = full
            ? "SELECT RAISE(ABORT, 'database or disk is full')"
            : "SELECT RAISE(ABORT, 'database is locked')";
        other.Execute($"CREATE TRIGGER fault BEFORE INSERT ON change BEGIN {limit}; END");
        var decision = detector.Decisions.ExecuteAsync(
            "alert/ack", new Dictionary<string, string> { ["id"] = alert.Id }, TestContext.Current.CancellationToken);
        await detector.FailingAsync("detector");
        await detector.FailingAsync("store");
        Assert.False(decision.IsCompleted);
        await detector.Queries.QueryAsync(
            pipeline => pipeline.Home.Devices().Count(), TestContext.Current.CancellationToken);
        Assert.Equal(Core.Alerts.AlertState.Open, detector.Alerts.Find(alert.Id)!.State);

        other.Execute("DROP TRIGGER fault");
        var (outcome, problem) = await decision;
        Assert.Null(problem);
        Assert.Equal([alert.Id], outcome!.Alerts!);
        Assert.Equal(Core.Alerts.AlertState.Acknowledged, detector.Alerts.Find(alert.Id)!.State);
        Assert.Equal(1, detector.Changes.Count(change => change.After.State == Core.Alerts.AlertState.Acknowledged));
        Assert.Equal(observed, detector.Observations);
        await detector.RunningAsync("detector");
        Assert.Equal((1, 1), (detector.Loop("detector").Failures, detector.Loop("store").Failures));
    }

    [Fact]
    public async Task An_observation_for_which_the_detector_throws_is_set_aside_once_and_the_others_count()
    {
        var model = new ThrowingModel { Failures = 1 };
        using var detector = new DetectorUnderTest(model);
        await detector.AppendAsync(Some.Beacon(Contacts));
        await detector.ProcessedAsync();
        Assert.Equal(1, model.Thrown);
        Assert.Equal(1, detector.Status.Ingest.Dropped["detector-failed"]);
        Assert.Equal(Contacts, detector.Observations);
        Assert.Equal((LoopState.Running, 1), (detector.Loop("detection").State, detector.Loop("detection").Failures));
        Assert.Equal("the model is broken", detector.Loop("detection").Error);
        Assert.Equal(0, detector.Loop("detector").Failures);
        Assert.Single(detector.Alerts.Latest(10));
    }

    [Fact]
    public async Task A_detector_that_always_throws_is_shown_as_failing_and_still_reads_the_journal()
    {
        using var detector = new DetectorUnderTest(new ThrowingModel { Failures = int.MaxValue });
        await detector.AppendAsync(Some.Beacon(Contacts));
        await detector.ProcessedAsync();
        Assert.True(detector.Loop("detection").IsFailing);
        Assert.Equal(Contacts, detector.Observations);
        Assert.Equal(Contacts, detector.Status.Ingest.Events);
    }

    [Fact]
    public async Task A_checkpoint_that_fails_leaves_the_one_before_and_detection_goes_on()
    {
        using var detector = new DetectorUnderTest(storage: new StorageOptions { CheckpointEvents = 1 });
        using var other = detector.Other();
        var checkpoints = new CheckpointStore(detector.Database, TimeProvider.System);
        await detector.AppendAsync(Some.Beacon(1));
        await detector.ProcessedAsync();
        await Eventually.TrueAsync(() => checkpoints.Load() is not null, TimeSpan.FromSeconds(60));
        other.Execute(
            "CREATE TRIGGER fault BEFORE INSERT ON checkpoint BEGIN SELECT RAISE(ABORT, 'disk is full'); END");
        await detector.AppendAsync(Some.Beacon(10, 2));
        await detector.ProcessedAsync();
        await detector.FailingAsync("checkpoint");
        Assert.Equal(1, checkpoints.Load()!.JournalId);
        Assert.Equal(11, detector.Observations);

        other.Execute("DROP TRIGGER fault");
        for (var sequence = 12; detector.Loop("checkpoint").IsFailing; sequence++)
        {
            await detector.AppendAsync(Some.Beacon(1, sequence));
            await detector.ProcessedAsync();
        }
        Assert.True(checkpoints.Load()!.JournalId > 11);
        Assert.Equal((1, 0), (detector.Loop("checkpoint").Failures, detector.Loop("detector").Failures));
    }

    [Fact]
    public async Task After_the_stop_a_query_ends_at_once()
    {
        var detector = new DetectorUnderTest();
        detector.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => detector.Queries.QueryAsync(
            pipeline => pipeline.Home.Devices().Count(), TestContext.Current.CancellationToken));
    }

    private sealed class ThrowingModel : IBeaconModel
    {
        private readonly RuleBeaconModel _rule = new();

        public int Failures { get; init; }

        public int Thrown { get; private set; }

        public string Id => "throwing";

        public ReadOnlySpan<float> Typical => _rule.Typical;

        public double Score(ReadOnlySpan<float> features)
        {
            if (Thrown >= Failures)
                return _rule.Score(features);
            Thrown++;
            throw new InvalidOperationException("the model is broken");
        }
    }
}
