namespace IoTWatch.Learning.Behaviour;

/// <summary>One hour as ML.NET reads it.</summary>
internal sealed class HourRow
{
    public float[] Features { get; set; } = [];
}
