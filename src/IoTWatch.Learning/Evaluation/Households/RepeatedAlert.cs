using IoTWatch.Core.Alerts;

namespace IoTWatch.Learning.Evaluation.Households;

/// <summary>The same false alert in one or more homes, with the first of them in full.</summary>
public sealed record RepeatedAlert(string Device, string Destination, int Port, string Kind, int Times, Alert First);
