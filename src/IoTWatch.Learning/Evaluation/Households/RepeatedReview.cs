namespace IoTWatch.Learning.Evaluation.Households;

/// <summary>The same harmless destination on the review lists of one or more homes.</summary>
public sealed record RepeatedReview(string Device, string Destination, int Port, int Times, double? PeriodS);
