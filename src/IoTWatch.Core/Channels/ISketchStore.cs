using System.Diagnostics.CodeAnalysis;

namespace IoTWatch.Core.Channels;

/// <summary>
/// Where a sketch keeps what it counts: spread out to be read (<see cref="ChannelSketch"/>), or packed to be kept
/// (<see cref="PackedSketch"/>).
/// </summary>
/// <remarks>All bins lie in one row: intervals, lags, sizes, hours.</remarks>
internal interface ISketchStore
{
    const int FirstLag = ChannelSketch.IntervalBins;
    const int FirstSize = FirstLag + ChannelSketch.LagBins;
    const int FirstHour = FirstSize + ChannelSketch.SizeBins;
    const int Bins = FirstHour + 24;

    /// <summary>A bin is full at 32,768.</summary>
    const ushort FullBin = 32_768;

    /// <summary>
    /// Valid until the next call of <see cref="Raise"/>, <see cref="Push"/> or <see cref="Halve"/>: those may move it.
    /// </summary>
    [UnscopedRef]
    ref SketchTotals Totals { get; }

    /// <summary>The time from each of the last contacts, newest first, to <paramref name="at"/>.</summary>
    void CopyLags(uint at, Span<uint> lags);

    /// <summary>Keeps the time of a new contact; the oldest of 64 goes.</summary>
    void Push(uint at);

    /// <summary>Counts one into a bin. True when it is full.</summary>
    bool Raise(int bin);

    /// <summary>Halves all bins.</summary>
    void Halve(uint at);
}
