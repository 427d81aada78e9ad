using System.Text;
using IoTWatch.Inputs.Text;

namespace IoTWatch.Inputs.Zeek;

/// <summary>Maps the field names of Zeek logs, in all known spellings, to <see cref="ZeekField"/>.</summary>
/// <remarks>
/// Zeek writes <c>id.orig_h</c>; some exporters write <c>id_orig_h</c>, because their store allows no dots.
/// <c>assigned_ip</c> is from dhcp logs before Zeek 2.6; <c>_path</c> and <c>@stream</c> name the log in JSON exports.
/// </remarks>
internal static class ZeekFields
{
    public static readonly int Count = Enum.GetValues<ZeekField>().Length;

    private static readonly Dictionary<byte[], ZeekField> Names = Build(
        ("_path", ZeekField.Path), ("@stream", ZeekField.Path), ("ts", ZeekField.Time), ("uid", ZeekField.Uid),
        ("id.orig_h", ZeekField.OrigHost), ("id.orig_p", ZeekField.OrigPort), ("id.resp_h", ZeekField.RespHost),
            ("id.resp_p", ZeekField.RespPort),
        ("proto", ZeekField.Proto), ("duration", ZeekField.Duration), ("conn_state", ZeekField.State),
        ("orig_bytes", ZeekField.OrigBytes), ("resp_bytes", ZeekField.RespBytes),
        ("orig_ip_bytes", ZeekField.OrigIpBytes), ("resp_ip_bytes", ZeekField.RespIpBytes),
        ("orig_pkts", ZeekField.OrigPackets), ("resp_pkts", ZeekField.RespPackets),
        ("orig_l2_addr", ZeekField.OrigMac), ("resp_l2_addr", ZeekField.RespMac),
        ("server_name", ZeekField.ServerName), ("established", ZeekField.Established),
        ("host", ZeekField.HttpHost), ("trans_depth", ZeekField.HttpDepth),
        ("request_body_len", ZeekField.RequestBytes), ("response_body_len", ZeekField.ResponseBytes),
        ("query", ZeekField.Query), ("qtype_name", ZeekField.QueryType), ("qtype", ZeekField.QueryTypeNumber),
        ("rcode_name", ZeekField.ResponseCode), ("rtt", ZeekField.RoundTrip), ("answers", ZeekField.Answers),
            ("TTLs", ZeekField.Ttls),
        ("mac", ZeekField.LeaseMac), ("assigned_addr", ZeekField.LeaseAddress), ("assigned_ip", ZeekField.LeaseAddress),
        ("client_addr", ZeekField.ClientAddress), ("host_name", ZeekField.HostName),
            ("client_fqdn", ZeekField.ClientFqdn),
        ("msg_types", ZeekField.Messages));

    public static bool TryFind(ReadOnlySpan<byte> name, out ZeekField field) =>
        Names.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out field);

    private static Dictionary<byte[], ZeekField> Build(params ReadOnlySpan<(string Name, ZeekField Field)> names)
    {
        var map = new Dictionary<byte[], ZeekField>(Utf8Keys.Instance);
        foreach (var (name, field) in names)
        {
            map[Encoding.ASCII.GetBytes(name)] = field;
            map[Encoding.ASCII.GetBytes(name.Replace('.', '_'))] = field;
        }
        return map;
    }
}
