namespace IoTWatch.Core.Observations;

/// <summary>What happened to a lease.</summary>
public enum LeaseEvent : byte
{
    Ack,
    Release,
    Expire,
}
