using System.Numerics;

namespace IoTWatch.Core.Channels;

/// <summary>The counters of a sketch: all of it except contact times and bins.</summary>
/// <remarks>
/// Times are centiseconds since <see cref="OriginMs"/>. The order of the fields is the order in the saved sketch.
/// </remarks>
internal struct SketchTotals
{
    public uint HalvedAt;
    public int LastBytes;
    public uint Count;
    public uint Failed;
    public uint InFlow;
    public uint Sized;
    public uint SameSize;
    public uint WeekSlots;
    public float LogSizeMean;
    public float LogSizeM2;
    public long OriginMs;

    /// <summary>Adds a size and returns its bin of <see cref="ChannelSketch.Sizes"/>.</summary>
    public int AddSize(long bytes)
    {
        var size = (int)Math.Min(bytes, int.MaxValue);
        if (Sized > 0 && size == LastBytes)
            SameSize++;
        LastBytes = size;
        Sized++;
        var log = MathF.Log(1 + (float)size);
        var delta = log - LogSizeMean;
        LogSizeMean += delta / Sized;
        LogSizeM2 += delta * (log - LogSizeMean);
        return Math.Min(BitOperations.Log2((uint)size + 1), ChannelSketch.SizeBins - 1);
    }
}
