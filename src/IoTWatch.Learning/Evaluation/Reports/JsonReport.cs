using System.Text.Json;
using System.Text.Json.Serialization;
using IoTWatch.Core.Alerts;
using IoTWatch.Learning.Evaluation.Runs;

namespace IoTWatch.Learning.Evaluation.Reports;

/// <summary>Writes an evaluation as JSON: all figures, curves, labels and alerts.</summary>
/// <remarks>
/// Numbers have six significant digits. Everything but <c>throughput</c> is the same for the same input.
/// </remarks>
public static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new SixDigits(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static string Of(EvaluationReport report) => JsonSerializer.Serialize(
        new
        {
            report.Command,
            report.Model,
            report.FeatureVersion,
            report.Labels,
            Labelled = report.Labelled is { } labelled ? Labelled(labelled) : null,
            Households = report.Households is { } households
                ? new
                {
                    households.Options,
                    households.Observations,
                    households.Channels,
                    households.FalseAlerts,
                    households.FalseOnThings,
                    households.FalseOnPersonal,
                    households.FalseAlertsDuringLearning,
                    households.InReview,
                    households.InReviewOnThings,
                    households.Proposals,
                    households.Target,
                    households.Classes,
                    households.Detectors,
                    households.ThingDetectors,
                    Missed = households.Missed.Select(Label),
                    households.Reviews,
                    Repeated = households.Repeated.Select(alert => new { alert.Times, First = Line(alert.First) }),
                }
                : null,
            Throughput = new { report.PeakMebibytes, Runs = report.Throughput },
        },
        Options) + "\n";

    private static object Labelled(LabelledEvaluation labelled) => new
    {
        labelled.Beacons,
        labelled.BeaconsInReview,
        labelled.MedianContacts,
        labelled.MedianSeconds,
        labelled.Inferred,
        labelled.Irregular,
        labelled.IrregularListed,
        labelled.FalseAlerts,
        labelled.FalseAlertsUnlearned,
        labelled.FalseAlertsDuringLearning,
        labelled.InReview,
        labelled.OtherAlerts,
        labelled.BenignChannels,
        labelled.Detectors,
        labelled.RitaSweep,
        Captures = labelled.Captures.Select(capture => new
        {
            Capture = capture.Capture.Title,
            capture.Capture.Kind,
            capture.Capture.LearnDays,
            capture.Unreadable,
            capture.Days,
            capture.Outcome.Devices,
            capture.Outcome.LearningDays,
            capture.Outcome.DeviceDays,
            capture.Outcome.InReview,
            Channels = capture.Outcome.Channels.Count,
            capture.Observations,
            capture.LeftOut,
            Labels = capture.Outcome.Labels.Select(Label),
            Unexplained = capture.Outcome.Alerts.Where(alert => !alert.Labelled)
                .Select(alert => new { alert.DuringLearning, Alert = Line(alert.First) }),
        }),
    };

    private static object Label(LabelOutcome outcome) => new
    {
        outcome.Label,
        outcome.Listed,
        outcome.Found,
        outcome.At,
        outcome.Contacts,
        outcome.Seconds,
        outcome.PeriodS,
        outcome.PeriodError,
        outcome.EndPeriodError,
        outcome.Probability,
        outcome.TotalContacts,
        outcome.InReview,
        outcome.State,
    };

    private static object Line(Alert alert) => new
    {
        alert.Id,
        alert.At,
        alert.Kind,
        alert.Severity,
        alert.Device,
        alert.Destination,
        alert.Beacon,
        alert.FirstAt,
        alert.Unexpected,
        alert.Explanation,
    };

    /// <summary>Writes numbers with six significant digits, and NaN and infinity as null.</summary>
    private sealed class SixDigits : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
                writer.WriteNumberValue(value == 0 ? 0 : Round(value));
            else
                writer.WriteNullValue();
        }

        private static double Round(double value)
        {
            var places = 5 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
            return places is >= 0 and <= 15 ? Math.Round(value, places) : value;
        }
    }
}
