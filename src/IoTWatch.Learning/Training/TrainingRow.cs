namespace IoTWatch.Learning.Training;

/// <summary>One row as ML.NET reads it.</summary>
internal sealed class TrainingRow
{
    public required float[] Features { get; init; }

    public bool Label { get; init; }
}
