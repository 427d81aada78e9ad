using System.Globalization;
using System.Text;

namespace IoTWatch.Inputs.Packets;

/// <summary>Turns name bytes off the wire into text that holds printable ASCII only.</summary>
/// <remarks>Every other byte, and the backslash itself, becomes <c>\xNN</c>: the bytes can be told from the text, and no control character gets further than here.</remarks>
internal static class WireText
{
    public const int MaxBytes = 255;

    /// <summary>The text, or null for nothing at all; bytes beyond 255 are cut.</summary>
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
