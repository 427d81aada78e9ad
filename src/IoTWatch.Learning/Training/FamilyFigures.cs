namespace IoTWatch.Learning.Training;

/// <summary>How one family is judged after 10 contacts: share called beaconing at the threshold that lets 1 % of all (other) negatives through. For positives that is the recall, for negatives the false-positive rate.</summary>
/// <param name="LeftOut">Trained without this family; null where that was not asked for.</param>
public sealed record FamilyFigures(string Family, bool Positive, double Called, double? LeftOut);
