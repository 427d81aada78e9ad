namespace IoTWatch.Learning.Evaluation.Labels;

/// <summary>A label file as read, with everything that is wrong with it.</summary>
/// <param name="Problems">What is not of the expected shape, each with its path; nothing can be evaluated while there are any.</param>
/// <param name="Missing">Capture files that are not there, each with its path.</param>
/// <param name="Notes">What is accepted but unusual.</param>
public sealed record LabelSet(
    IReadOnlyList<CaptureLabel> Captures, IReadOnlyList<string> Problems, IReadOnlyList<string> Missing, IReadOnlyList<string> Notes);
