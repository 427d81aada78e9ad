using System.Diagnostics.CodeAnalysis;

namespace IoTWatch.Core.Channels;

/// <summary>
/// The storage of a sketch: unpacked for reading (<see cref="ChannelSketch"/>), or packed (<see cref="PackedSketch"/>).
/// </summary>
/// <remarks>All bins are in one row: intervals, lags, sizes, hours.</remarks>
internal interface ISketchStore
{
    const int FirstLag = ChannelSketch.IntervalBins;
    const int FirstSize = FirstLag + ChannelSketch.LagBins;
    const int FirstHour = FirstSize + ChannelSketch.SizeBins;
    const int Bins = FirstHour + 24;

    /// <summary>A bin is full at 32,768.</summary>
    const ushort FullBin = 32_768;

    /// <summary>
    /// Valid until the next call of <see cref="Raise"/>, <see cref="Push"/> or <see cref="Halve"/>, which may move it.
    /// </summary>
    [UnscopedRef]
    ref SketchTotals Totals { get; }

    /// <summary>The time from each of the last contacts, newest first, to <paramref name="at"/>.</summary>
    void CopyLags(uint at, Span<uint> lags);

    /// <summary>Adds the time of a new contact and drops the oldest of 64.</summary>
    void Push(uint at);

    /// <summary>Adds one to a bin. Returns true when it is full.</summary>
    bool Raise(int bin);

    /// <summary>Halves all bins.</summary>
    void Halve(uint at);
}
