using CsCheck;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Detection;

namespace IoTWatch.Core.Tests.Alerts;

public class VerdictFeedbackTests
{
    [Fact]
    public void One_verdict_changes_next_to_nothing_and_true_ones_take_it_back()
    {
        var feedback = new VerdictFeedback();
        feedback.Add(SomeAlert.Beacon, isTrue: false);
        Assert.InRange(feedback.Shift("example.com", 60), -0.2, -0.1);
        feedback.Add(SomeAlert.Of("plug", "example.com", id: "2"), isTrue: true);
        Assert.Equal(0, feedback.Shift("example.com", 60));
    }

    [Fact]
    public void Verdicts_are_about_one_party_and_one_class_of_period()
    {
        var feedback = Wrong(20);
        Assert.Equal(0, feedback.Shift("other.com", 60));
        Assert.Equal(0, feedback.Shift("example.com", 7200));
        Assert.True(feedback.Shift("example.com", 120) < -1.5);
    }

    [Fact]
    public void No_number_of_verdicts_silences_a_sure_beacon() => Gen.Int[0, 500].Sample(
        count => VerdictFeedback.Adjust(0.9, Wrong(count).Shift("example.com", 60)) >= 0.5, iter: 50);

    [Fact]
    public void The_last_verdict_on_an_alert_counts()
    {
        var feedback = new VerdictFeedback();
        feedback.Add(SomeAlert.Beacon, isTrue: false);
        feedback.Add(SomeAlert.Beacon, isTrue: true);
        Assert.Equal(1, feedback.Count);
        Assert.Equal(0, feedback.Shift("example.com", 60));
    }

    [Fact]
    public void Only_verdicts_on_beacons_teach()
    {
        var feedback = new VerdictFeedback();
        feedback.Add(SomeAlert.Of("kettle", "example.com", kind: AlertKind.ClassViolation), isTrue: false);
        Assert.Equal(0, feedback.Count);
    }

    [Fact]
    public void An_unsure_beacon_to_a_party_often_called_harmless_is_withheld_and_counted()
    {
        var pipeline = Some.Pipeline();
        var (unsure, seed) = (from candidate in Enumerable.Range(0, 400)
                              let told = Some.Run(Some.Pipeline(), Some.Beacon(60, 12, 0.7, candidate))
                              where told is [{ After.Beacon.Probability: < 0.8 }]
                              select (told[0].After, candidate)).First();
        for (var i = 0; i < 60; i++)
            pipeline.Administration.RecordVerdict(unsure with { Id = $"{i}" }, isTrue: false);
        var restored = Some.Pipeline();
        restored.Restore(pipeline.Save());
        Assert.Empty(Some.Run(restored, Some.Beacon(60, 12, 0.7, seed)));
        Assert.True(restored.Home.Verdicts.Withheld > 0);
    }

    [Fact]
    public void What_is_told_in_spite_of_verdicts_says_so()
    {
        var pipeline = Some.Pipeline();
        var alert = Some.Run(Some.Pipeline(), Some.Beacon(60, 30)).First().After;
        for (var i = 0; i < 60; i++)
            pipeline.Administration.RecordVerdict(alert with { Id = $"{i}" }, isTrue: false);
        var again = Some.Run(pipeline, Some.Beacon(60, 30)).First().After;
        Assert.Contains(
            again.Contributions,
            contribution => contribution.Name == "verdicts_of_this_home" && contribution.Weight < 0);
        Assert.Contains(again.WhyNotSuppressed, reason => reason.StartsWith("Your verdicts", StringComparison.Ordinal));
    }

    private static VerdictFeedback Wrong(int count)
    {
        var feedback = new VerdictFeedback();
        for (var i = 0; i < count; i++)
            feedback.Add(SomeAlert.Of("kettle", "example.com", id: $"{i}"), isTrue: false);
        return feedback;
    }
}
