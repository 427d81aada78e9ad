using System.Globalization;
using System.Text;
using IoTWatch.Core.Observations;
using IoTWatch.Learning.Simulation.Scenarios;

namespace IoTWatch.Learning.Simulation.Writing;

/// <summary>Writes observations as Zeek 6 logs (TSV): conn, dns, ssl and dhcp.</summary>
/// <remarks>
/// One conn row per connection, written when it ends, as Zeek does: the slices of a long flow are summed by flow id, so
/// its bursts are not visible. Columns are those of Zeek's default policies with orig_l2_addr and resp_l2_addr of
/// <c>mac-logging</c>.
/// </remarks>
internal sealed class ZeekScenarioWriter : ICaptureWriter
{
    private readonly ZeekLog _conn;
    private readonly ZeekLog _dns;
    private readonly ZeekLog _ssl;
    private readonly ZeekLog _dhcp;
    private readonly Dictionary<string, FlowObservation> _open = [];
    private long _uid;

    public ZeekScenarioWriter(AtomicFiles files)
    {
        _conn = new ZeekLog(files.Create("conn.log"), "conn",
            "ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration orig_bytes resp_bytes conn_state "
                + "local_orig local_resp missed_bytes history orig_pkts orig_ip_bytes resp_pkts resp_ip_bytes "
                + "tunnel_parents orig_l2_addr resp_l2_addr",
            "time string addr port addr port enum string interval count count string bool bool count string count "
                + "count count count set[string] string string");
        _dns = new ZeekLog(files.Create("dns.log"), "dns",
            "ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto trans_id rtt query qclass qclass_name qtype "
                + "qtype_name rcode rcode_name AA TC RD RA Z answers TTLs rejected",
            "time string addr port addr port enum count interval string count string count string count string bool "
                + "bool bool bool count vector[string] vector[interval] bool");
        _ssl = new ZeekLog(files.Create("ssl.log"), "ssl",
            "ts uid id.orig_h id.orig_p id.resp_h id.resp_p version cipher curve server_name resumed last_alert "
                + "next_protocol established",
            "time string addr port addr port string string string string bool string string bool");
        _dhcp = new ZeekLog(files.Create("dhcp.log"), "dhcp",
            "ts uids client_addr server_addr mac host_name client_fqdn domain requested_addr assigned_addr lease_time "
                + "client_message server_message msg_types duration",
            "time set[string] addr addr string string string string addr addr interval string string "
                + "vector[string] interval");
    }

    public bool Write(Observation observation)
    {
        switch (observation)
        {
            case FlowObservation flow:
                Add(flow);
                return true;
            case DnsObservation dns:
                _dns.Row(
                    Time(dns.At.AddMilliseconds(-FlowPackets.RoundTripMs)), Uid(), dns.Client.ToString(), "53000",
                    HomeNetwork.Router.ToString(), "53", "udp", "1", Seconds(FlowPackets.RoundTripMs), dns.Query, "1",
                    "C_INTERNET", "1", dns.Type, "0", "NOERROR", "F", "F", "T", "T", "0", string.Join(',', dns.Answers),
                    string.Join(',', dns.Answers.Select(_ => Seconds(dns.TtlSeconds * 1000))), "F");
                return true;
            case LeaseObservation { Event: LeaseEvent.Ack } lease:
                _dhcp.Row(
                    Time(lease.At), Uid(), lease.Address.ToString(), HomeNetwork.Router.ToString(),
                    lease.Mac.ToString(), lease.HostName ?? "-", "-", "-", lease.Address.ToString(),
                    lease.Address.ToString(), Seconds(3_600_000), "-", "-", "REQUEST,ACK", Seconds(5));
                return true;
            default:
                return false;
        }
    }

    public void Finish()
    {
        foreach (var flow in _open.Values.OrderBy(f => f.At))
            Row(flow);
        _open.Clear();
    }

    public void Dispose()
    {
        _conn.Dispose();
        _dns.Dispose();
        _ssl.Dispose();
        _dhcp.Dispose();
    }

    private void Add(FlowObservation flow)
    {
        var id = flow.FlowId ?? "";
        if (_open.Remove(id, out var before))
            flow = before with
            {
                DurationMs = (int)Math.Min(int.MaxValue, (flow.At - before.At).TotalMilliseconds + flow.DurationMs),
                BytesOut = before.BytesOut + flow.BytesOut,
                BytesIn = before.BytesIn + flow.BytesIn,
                PacketsOut = before.PacketsOut + flow.PacketsOut,
                PacketsIn = before.PacketsIn + flow.PacketsIn,
                State = flow.State,
            };
        if (flow.State == FlowState.Interim)
            _open[id] = flow;
        else
            Row(flow);
    }

    private void Row(FlowObservation flow)
    {
        var header = FlowPackets.HeaderBytes(flow.Protocol);
        var uid = Uid();
        string[] id =
        [
            flow.Source.Address.ToString(), Number(flow.Source.Port), flow.Destination.Address.ToString(),
            Number(flow.Destination.Port)
        ];
        var (state, history) = flow.State switch
        {
            FlowState.Unanswered => ("S0", "S"),
            FlowState.Ended => ("SF", "ShADadFf"),
            _ when flow.Protocol == TransportProtocol.Udp => ("SF", "Dd"),
            _ => ("S1", "ShADad"),
        };
        var service = flow.ServerName is not null ? "ssl"
            : flow.Destination.Port == 53 ? "dns"
            : flow.Destination.Port == 123 ? "ntp"
            : "-";
        _conn.Row([
            Time(flow.At), uid, .. id, flow.Protocol == TransportProtocol.Udp ? "udp" : "tcp", service,
            Seconds(flow.DurationMs), Number(flow.BytesOut - header * flow.PacketsOut),
            Number(flow.BytesIn - header * flow.PacketsIn), state, "T", "F", "0", history, Number(flow.PacketsOut),
            Number(flow.BytesOut), Number(flow.PacketsIn), Number(flow.BytesIn), "-", flow.Mac.ToString(),
            flow.DestinationMac.ToString()]);
        if (flow.ServerName is { } name)
            _ssl.Row([
                Time(flow.At.AddMilliseconds(FlowPackets.FirstPayloadMs)), uid, .. id, "TLSv12", "-", "-", name, "F",
                "-", "-", "T"]);
    }

    private string Uid() => "C" + (++_uid).ToString("x16", CultureInfo.InvariantCulture);

    private static string Time(DateTime at) =>
        ((at - DateTime.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond).ToString(
            "0.000000", CultureInfo.InvariantCulture);

    private static string Seconds(long milliseconds) =>
        (milliseconds / 1000m).ToString("0.000000", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Writes one Zeek log in Zeek's tab-separated format with its header lines.</summary>
internal sealed class ZeekLog : IDisposable
{
    private readonly StreamWriter _text;

    public ZeekLog(Stream output, string path, string fields, string types)
    {
        _text = new StreamWriter(output, new UTF8Encoding(false)) { NewLine = "\n" };
        _text.WriteLine(@"#separator \x09");
        _text.WriteLine("#set_separator\t,");
        _text.WriteLine("#empty_field\t(empty)");
        _text.WriteLine("#unset_field\t-");
        _text.WriteLine("#path\t" + path);
        _text.WriteLine("#fields\t" + fields.Replace(' ', '\t'));
        _text.WriteLine("#types\t" + types.Replace(' ', '\t'));
    }

    public void Row(params IEnumerable<string> values) => _text.WriteLine(string.Join('\t', values));

    public void Dispose() => _text.Dispose();
}
