namespace IoTWatch.Learning.Training;

/// <summary>How one family is judged after 10 contacts: share called beaconing at the threshold that lets 1 % of all (other) negatives through. For positives that is the recall, for negatives the false-positive rate.</summary>
/// <param name="Called">By the model.</param>
/// <param name="Timing">By the same trees fitted on the timing features alone.</param>
/// <param name="LeftOut">The same, fitted without this family; null where that was not asked for.</param>
public sealed record FamilyFigures(string Family, bool Positive, double Called, double Timing, double? LeftOut);
