namespace IoTWatch.Server.Influx;

/// <summary>The type of a field, fixed by the first point that a shard takes.</summary>
public enum FieldType : byte
{
    Real,
    Whole,
    Text,
}
