using System.Globalization;
using System.Text;

namespace IoTWatch.Inputs.Packets;

/// <summary>Converts the bytes of a name in a packet to text of printable ASCII characters.</summary>
/// <remarks>Every other byte, and the backslash, is written as <c>\xNN</c>, so that the text is unambiguous.</remarks>
internal static class WireText
{
    public const int MaxBytes = 255;

    /// <summary>Returns the text of at most 255 bytes, or null for no bytes.</summary>
    public static string? Read(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..Math.Min(bytes.Length, MaxBytes)];
        if (bytes.IsEmpty)
            return null;
        if (!bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~') && !bytes.Contains((byte)'\\'))
            return Encoding.ASCII.GetString(bytes);
        var text = new StringBuilder();
        foreach (var b in bytes)
            Append(text, b);
        return text.ToString();
    }

    public static void Append(StringBuilder text, byte value)
    {
        if (value is >= (byte)' ' and <= (byte)'~' and not (byte)'\\')
            text.Append((char)value);
        else
            text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
    }
}
