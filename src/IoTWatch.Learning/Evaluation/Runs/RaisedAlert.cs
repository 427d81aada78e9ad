using IoTWatch.Core.Alerts;

namespace IoTWatch.Learning.Evaluation.Runs;

/// <summary>An alert of a run, in the first form about each channel: an alert is about a destination, and may come to another port later.</summary>
/// <param name="Labelled">Some label means it.</param>
/// <param name="DuringLearning">Told while the device was still being learned.</param>
public sealed record RaisedAlert(IReadOnlyList<Alert> Forms, bool Labelled, bool DuringLearning)
{
    public Alert First => Forms[0];
}
