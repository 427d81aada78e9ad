using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace IoTWatch.Core.Channels;

/// <summary>The beginning of a <see cref="PackedSketch"/>: all that has a fixed size.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct PackedHead
{
    /// <summary>Tells a sketch from the few contacts of a new channel: see <see cref="ChannelContacts"/>.</summary>
    public byte Kind;

    /// <summary>Bytes of a kept gap: 2, 3 or 4.</summary>
    public byte GapBytes;

    /// <summary>Room for gaps.</summary>
    public byte Room;

    /// <summary>Bins above 255.</summary>
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
