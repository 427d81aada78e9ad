namespace IoTWatch.Server.Influx;

/// <summary>A measurement together with how its columns are read from an event.</summary>
public sealed class MeasurementOf<TEvent>(string database, string name) : Measurement(database, name)
{
    private readonly List<Action<LineProtocolWriter, TEvent>> _columns = [];

    public MeasurementOf<TEvent> Tag(string column, Func<TEvent, string?> value)
    {
        Tags.Add(column);
        _columns.Insert(Tags.Count - 1, (writer, e) => writer.Tag(column, value(e)));
        return this;
    }

    public MeasurementOf<TEvent> Text(string column, Func<TEvent, string?> value)
    {
        Fields.Add(column, FieldType.Text);
        _columns.Add((writer, e) => writer.Field(column, value(e)));
        return this;
    }

    public MeasurementOf<TEvent> Whole(string column, Func<TEvent, long?> value)
    {
        Fields.Add(column, FieldType.Whole);
        _columns.Add((writer, e) => writer.Field(column, value(e)));
        return this;
    }

    public MeasurementOf<TEvent> Real(string column, Func<TEvent, double?> value)
    {
        Fields.Add(column, FieldType.Real);
        _columns.Add((writer, e) => writer.Field(column, value(e)));
        return this;
    }

    /// <summary>Adds the event as one point; false when none of its fields has a value.</summary>
    public bool Write(LineProtocolWriter writer, TEvent e, long nanoseconds)
    {
        writer.Begin(Name);
        foreach (var column in _columns)
            column(writer, e);
        return writer.End(nanoseconds);
    }
}
