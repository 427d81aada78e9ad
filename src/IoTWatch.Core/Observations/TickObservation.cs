namespace IoTWatch.Core.Observations;

/// <summary>Nothing happened: moves event time on.</summary>
public sealed record TickObservation : Observation;
