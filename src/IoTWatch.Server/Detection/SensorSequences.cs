using IoTWatch.Server.Feed;

namespace IoTWatch.Server.Detection;

/// <summary>
/// The sequence windows of all sensors; part of the checkpoint, so that repeats are recognised after a crash.
/// </summary>
public sealed class SensorSequences
{
    private const byte Version = 1;

    private readonly Dictionary<string, SequenceWindow> _windows = new(StringComparer.Ordinal);

    /// <summary>The window of a sensor; created when absent.</summary>
    public SequenceWindow Of(string sensor)
    {
        if (!_windows.TryGetValue(sensor, out var window))
            _windows[sensor] = window = new SequenceWindow();
        return window;
    }

    public byte[] Save()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Version);
        writer.Write(_windows.Count);
        foreach (var (sensor, window) in _windows.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.Write(sensor);
            window.Save(writer);
        }
        writer.Flush();
        return bytes.ToArray();
    }

    /// <exception cref="FormatException">Damaged, or of a newer version.</exception>
    public static SensorSequences Load(byte[] saved)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(saved));
            if (reader.ReadByte() is var version && version != Version)
                throw new FormatException($"sequence numbers of unknown version {version}");
            var sequences = new SensorSequences();
            for (var left = Math.Min(reader.ReadInt32(), IngestStatistics.MaxSensors); left > 0; left--)
                sequences._windows[reader.ReadString()] = SequenceWindow.Load(reader);
            return sequences;
        }
        catch (EndOfStreamException error)
        {
            throw new FormatException("sequence numbers are cut short", error);
        }
    }
}
