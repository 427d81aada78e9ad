using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace IoTWatch.Core.Channels;

/// <summary>The part of a <see cref="PackedSketch"/> with a fixed size.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct PackedHead
{
    /// <summary>Distinguishes a sketch from contacts stored in full: see <see cref="ChannelContacts"/>.</summary>
    public byte Kind;

    /// <summary>Bytes of a stored gap: 2, 3 or 4.</summary>
    public byte GapBytes;

    /// <summary>Number of gaps for which there is room.</summary>
    public byte Room;

    /// <summary>Number of bins above 255.</summary>
    public byte High;

    /// <summary>The time of the newest contact.</summary>
    public uint LastAt;
    public SketchTotals Totals;
    public PackedVerdict Verdict;

    /// <summary>One bit for each bin that is not 0.</summary>
    public BinBits Present;

    [InlineArray((ISketchStore.Bins + 63) / 64)]
    public struct BinBits
    {
        private ulong _first;
    }
}
