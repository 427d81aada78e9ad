using CsCheck;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Telemetry;
using IoTWatch.Inputs.Tests.Captures;

namespace IoTWatch.Inputs.Tests.Telemetry;

public class RoundTripTests
{
    private static readonly Gen<DateTime> At = Gen.Long[0, uint.MaxValue * 1000L]
        .Select(ms => DateTime.UnixEpoch.AddMilliseconds(ms));
    private static readonly Gen<MacAddress> Mac =
        Gen.OneOf(Gen.Const(MacAddress.None), Gen.ULong[1, 0xFFFF_FFFF_FFFF].Select(value => new MacAddress(value)));
    private static readonly Gen<IpAddress> Address = Gen.OneOf(
        Gen.UInt.Select(IpAddress.FromV4),
        Gen.Select(Gen.ULong, Gen.ULong).Select((high, low) => new IpAddress(new UInt128(high, low))),
        Gen.Const(IpAddress.None));
    private static readonly Gen<Endpoint> End = Gen.Select(Address, Gen.UShort)
        .Select((address, port) => new Endpoint(address, port));

    // Every character of the basic plane except surrogates, and one beyond it.
    private static readonly Gen<string?> Text = Gen.OneOf(
        Gen.Const((string?)null),
        Gen.OneOf(Gen.Char['\0', '\uD7FF'], Gen.Char['\uE000', '\uFFFF'], Gen.Char[' ', '~']).Array[0, 40]
            .Select(chars => (string?)new string(chars)),
        Gen.Const((string?)"\U0001F980 \"<script>\\"));

    private static readonly Gen<Burst[]> Bursts = Gen.Select(Gen.Int[0, 60_000], Gen.Int[0, int.MaxValue]).Array[0, 20]
        .Select(bursts =>
            bursts.OrderBy(burst => burst.Item1).Select(burst => new Burst(burst.Item1, burst.Item2)).ToArray());

    private static readonly Gen<Observation> Flow =
        from at in At
        from mac in Mac
        from destinationMac in Mac
        from ends in Gen.Select(End, End)
        from protocol in Gen.Enum<TransportProtocol>()
        from duration in Gen.Int[0, int.MaxValue]
        from counts in Gen.Long[0, long.MaxValue].Array[4]
        from state in Gen.Enum<FlowState>()
        from continues in Gen.Bool
        from texts in Text.Array[4]
        from bursts in Bursts
        select (Observation)new FlowObservation
        {
            At = at,
            Mac = mac,
            DestinationMac = destinationMac,
            Source = ends.Item1,
            Destination = ends.Item2,
            Protocol = protocol,
            DurationMs = duration,
            BytesOut = counts[0],
            BytesIn = counts[1],
            PacketsOut = counts[2],
            PacketsIn = counts[3],
            State = state,
            Continues = continues,
            FlowId = texts[0],
            ServerName = texts[1],
            HttpHost = texts[2],
            DnsName = texts[3],
            Bursts = bursts,
        };

    private static readonly Gen<Observation> Dns =
        from at in At
        from mac in Mac
        from client in Address
        from query in Text
        from type in Text
        from answers in Address.Array[0, 9]
        from ttl in Gen.Int[0, int.MaxValue]
        select (Observation)new DnsObservation
        {
            At = at,
            Mac = mac,
            Client = client,
            Query = query ?? "",
            Type = type ?? "A",
            Answers = answers,
            TtlSeconds = ttl
        };

    private static readonly Gen<Observation> Wifi =
        from at in At
        from macs in Mac.Array[2]
        from happened in Gen.Enum<WifiEvent>()
        from encryption in Gen.Enum<WifiEncryption>()
        from texts in Text.Array[4]
        from numbers in Gen.Select(Gen.Int[0, 65535].Nullable(), Gen.Int[-120, 0].Nullable(),
            Gen.Int[0, 200].Nullable())
        select (Observation)new WifiObservation
        {
            At = at,
            Mac = macs[0],
            Bssid = macs[1],
            Event = happened,
            Encryption = encryption,
            Ssid = texts[0],
            SsidHex = texts[1],
            Interface = texts[2],
            SourceKind = texts[3],
            Reason = numbers.Item1,
            RssiDbm = numbers.Item2,
            Channel = numbers.Item3,
        };

    private static readonly Gen<Observation> Lease =
        from at in At
        from mac in Mac
        from address in Address
        from texts in Text.Array[2]
        from happened in Gen.Enum<LeaseEvent>()
        from source in Gen.Enum<LeaseSource>()
        select (Observation)new LeaseObservation
        {
            At = at,
            Mac = mac,
            Address = address,
            HostName = texts[0],
            MudUrl = texts[1],
            Event = happened,
            Source = source
        };

    private static readonly Gen<Observation> Any = Gen.OneOf(Flow, Dns, Wifi, Lease);

    [Fact]
    public void A_decoded_observation_equals_the_encoded_one() =>
        Gen.Select(Any, Gen.Long[-1, long.MaxValue]).Sample((observation, sequence) =>
    {
        var (events, rejected) =
            Codec.Decode(TelemetryCodec.KindOf(observation)!.Value, Codec.Encode(observation, sequence));
        return rejected.Count == 0 && events.Count == 1 && events[0].Sequence == sequence
            && Codec.AreSame(observation, events[0].Observation);
    });

    [Fact]
    public void An_array_and_lines_are_decoded_in_order() => Flow.List[1, 9].Sample(flows =>
    {
        var objects = flows.Select(flow => System.Text.Encoding.UTF8.GetString(Codec.Encode(flow))).ToList();
        foreach (var payload in new[] { "[" + string.Join(',', objects) + "]",
            string.Join('\n', objects) + "\n", " " + string.Join("\r\n", objects) })
        {
            var (events, rejected) = Codec.Decode(TelemetryKind.Flow, payload);
            Assert.Empty(rejected);
            Assert.True(flows.Zip(events).All(pair => Codec.AreSame(pair.First, pair.Second.Observation))
                && flows.Count == events.Count);
        }
    });

    [Fact]
    public void A_file_of_telemetry_is_a_capture() => Any.List[1, 20].Sample(observations =>
    {
        using var folder = new TempFolder();
        folder.Add("spool.jsonl",
            string.Concat(observations.Select(observation =>
                System.Text.Encoding.UTF8.GetString(Codec.Encode(observation)) + "\n")));
        var sorted = observations.OrderBy(observation => observation.At);
        Assert.True(sorted.Zip(folder.Read()).All(pair => Codec.AreSame(pair.First, pair.Second)));
        Assert.Equal(observations.Count, folder.Report.Observations);
    }, iter: 20);

    [Fact]
    public void A_tick_comes_back()
    {
        var tick = new TickObservation { At = DateTime.UnixEpoch.AddDays(20_000) };
        Assert.Equal(tick, Assert.Single(Codec.Decode(TelemetryKind.Tick, Codec.Encode(tick)).Events).Observation);
    }

    [Fact]
    public void A_name_that_is_too_long_is_truncated_between_characters()
    {
        var lease =
            new LeaseObservation
            {
                At = DateTime.UnixEpoch,
                Address = IpAddress.Parse("192.168.1.5"),
                HostName = "a" + new string('\u00e9', 400)
            };
        var (events, rejected) = Codec.Decode(TelemetryKind.Lease, Codec.Encode(lease));
        Assert.Empty(rejected);
        Assert.Equal("a" + new string('\u00e9', 255), ((LeaseObservation)Assert.Single(events).Observation).HostName);
    }
}
