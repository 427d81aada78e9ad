using System.Text;

namespace IoTWatch.Inputs.Tests.Registries;

/// <summary>Writes MMDB files (format 2.0, IPv4) with one record for all addresses.</summary>
internal static class SomeMmdb
{
    public static byte[] Of(params (string Name, object Value)[] record)
    {
        // One node: 0 and 1 both lead to the first byte of the data section, numbered node count + 16.
        byte[] tree = [0, 0, 17, 0, 0, 17];
        var metadata = Map(
            ("node_count", 1u), ("record_size", (ushort)24), ("ip_version", (ushort)4), ("database_type", "test"),
            ("languages", Array.Empty<string>()), ("binary_format_major_version", (ushort)2),
                ("binary_format_minor_version", (ushort)0),
            ("build_epoch", 1ul), ("description", new (string, object)[] { ("en", "test") }));
        return [.. tree, .. new byte[16], .. Map(record), 0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8, .. metadata];
    }

    private static byte[] Map(params (string Name, object Value)[] members) =>
        [(byte)(7 << 5 | members.Length),
            .. members.SelectMany(member => (byte[])[.. Value(member.Name), .. Value(member.Value)])];

    private static byte[] Value(object value) => value switch
    {
        string { Length: < 29 } text => [(byte)(2 << 5 | text.Length), .. Encoding.ASCII.GetBytes(text)],
        string text => [2 << 5 | 29, (byte)(text.Length - 29), .. Encoding.ASCII.GetBytes(text)],
        ushort number => [5 << 5 | 2, (byte)(number >> 8), (byte)number],
        uint number => [6 << 5 | 4, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number],
        ulong number => [8, 9 - 7, .. BitConverter.GetBytes(number).Reverse()],
        string[] { Length: 0 } => [0, 11 - 7],
        (string, object)[] map => Map(map),
        _ => throw new NotSupportedException(value.GetType().Name),
    };
}
