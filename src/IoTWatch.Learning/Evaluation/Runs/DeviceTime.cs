namespace IoTWatch.Learning.Evaluation.Runs;

/// <summary>How long a device was watched, in days: while it was learned, and after.</summary>
/// <param name="Device">Its hardware address, or its id where none is known.</param>
public sealed record DeviceTime(string Device, double LearningDays, double DaysAfter);
