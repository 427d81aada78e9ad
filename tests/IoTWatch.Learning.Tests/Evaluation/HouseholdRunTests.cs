using IoTWatch.Learning.Evaluation;
using IoTWatch.Learning.Evaluation.Households;
using IoTWatch.Learning.Evaluation.Reports;

namespace IoTWatch.Learning.Tests.Evaluation;

public sealed class HouseholdRunTests
{
    private static readonly HouseholdOptions Small = new() { Households = 2, Days = .5, Seed = 7, Devices = 14 };

    private static HouseholdsEvaluation Evaluate() => new HouseholdRun(Some.Context(), Small).Evaluate();

    [Fact]
    public void Fast_beacons_are_found_and_every_class_is_reported()
    {
        var evaluation = Evaluate();

        Assert.Equal(InjectionClass.All.Select(each => each.Name), evaluation.Classes.Select(each => each.Class));
        Assert.All(evaluation.Classes, each => Assert.Equal(Small.Households, each.Found.Total));
        var steady = evaluation.Classes.Single(each => each.Class == "30 s – 10 min, jitter ≤ 5 %");
        Assert.Equal(steady.Found.Total, steady.Found.Count);
        Assert.InRange(steady.MedianContacts!.Value, 8, 16);
        Assert.Equal(2 * 14 * .125, evaluation.FalseAlertsDuringLearning.Exposure, .4);
        Assert.Equal(2 * 14 * .375, evaluation.FalseAlerts.Exposure, .8);
        Assert.Equal(
            evaluation.FalseAlerts.Exposure, evaluation.FalseOnThings.Exposure + evaluation.FalseOnPersonal.Exposure,
            6);
        Assert.Equal(evaluation.FalseAlerts.Count, evaluation.FalseOnThings.Count + evaluation.FalseOnPersonal.Count);
        Assert.Equal(steady.Found.Count, steady.EndPeriodWithin5Percent.Count);
        Assert.Equal(
            evaluation.Classes.Where(each => each.AlertAsked).Sum(each => each.Found.Total),
            evaluation.Detectors[0].Recall.Total);
    }

    [Fact]
    public void New_destinations_are_frequent_in_these_homes()
    {
        var evaluation = Evaluate();

        Assert.True(evaluation.Detectors.Single(row => row.Name == "any new destination").FalsePerDeviceDay.Count > 50);
        Assert.True(
            evaluation.ThingDetectors[0].FalsePerDeviceDay.Exposure
            < evaluation.Detectors[0].FalsePerDeviceDay.Exposure);
    }

    [Fact]
    public void The_same_seeds_give_the_same_report()
    {
        Assert.Equal(Report(), Report());

        static string Report() => JsonReport.Of(new EvaluationReport("c", "m", 1, null, null, Evaluate(), [], 0));
    }

    [Fact]
    public void Progress_may_cancel_the_run()
    {
        var context = Some.Context(_ => throw new OperationCanceledException());

        Assert.Throws<OperationCanceledException>(() => new HouseholdRun(context, Small).Evaluate());
    }
}
