using System.Text;
using CsCheck;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Telemetry;

namespace IoTWatch.Inputs.Tests.Telemetry;

public class HostileTelemetryTests
{
    private const string Good = """{"schema":"iotwatch.lease/1","ts":1730470060000,"seq":810,"""
        + """ "mac":"e8:6e:3a:2b:cc:08","ip":"192.168.1.50","name":"kettle","event":"ack"}""";

    [Theory]
    [InlineData("{", "bad-json")]
    [InlineData("hello", "bad-json")]
    [InlineData("{\"schema\":\"iotwatch.lease/1\",\"ts\":1,\"ip\":\"192.168.1.50\",\"name\":\"\\ud800\"}", "bad-json")]
    [InlineData("17", "not-an-object")]
    [InlineData("[[]]", "not-an-object")]
    [InlineData("{}", "schema")]
    [InlineData("{\"schema\":\"iotwatch.lease/2\",\"ts\":1,\"ip\":\"192.168.1.50\"}", "schema")]
    [InlineData("{\"schema\":\"iotwatch.flow/1\",\"ts\":1,\"ip\":\"192.168.1.50\"}", "schema")]
    [InlineData("{\"schema\":[1],\"ts\":1,\"ip\":\"192.168.1.50\"}", "schema")]
    [InlineData("{\"schema\":\"iotwatch.lease/1\",\"ip\":\"192.168.1.50\"}", "missing-ts")]
    [InlineData("{\"schema\":\"iotwatch.lease/1\",\"ts\":\"now\",\"ip\":\"192.168.1.50\"}", "missing-ts")]
    [InlineData("{\"schema\":\"iotwatch.lease/1\",\"ts\":-1,\"ip\":\"192.168.1.50\"}", "ts-range")]
    [InlineData("{\"schema\":\"iotwatch.lease/1\",\"ts\":4294967295001,\"ip\":\"192.168.1.50\"}", "ts-range")]
    [InlineData("{\"schema\":\"iotwatch.lease/1\",\"ts\":1e300,\"ip\":\"192.168.1.50\"}", "ts-range")]
    [InlineData("{\"schema\":\"iotwatch.lease/1\",\"ts\":1}", "missing-ip")]
    [InlineData("{\"schema\":\"iotwatch.lease/1\",\"ts\":1,\"ip\":null}", "missing-ip")]
    [InlineData("{\"schema\":\"iotwatch.lease/1\",\"ts\":1,\"ip\":\"192.168.1.500\"}", "bad-address")]
    [InlineData("{\"schema\":\"iotwatch.lease/1\",\"ts\":1,\"ip\":{\"a\":null}}", "bad-text")]
    [InlineData("{\"schema\":\"iotwatch.lease/1\",\"ts\":1,\"ip\":\"192.168.1.50\",\"mac\":\"kettle\"}", "bad-mac")]
    [InlineData("{\"schema\":\"iotwatch.lease/1\",\"ts\":1,\"ip\":\"192.168.1.50\",\"event\":\"eaten\"}", "bad-word")]
    [InlineData("{\"schema\":\"iotwatch.lease/1\",\"ts\":1,\"ip\":\"192.168.1.50\",\"name\":7}", "bad-text")]
    [InlineData("{\"schema\":\"iotwatch.lease/1\",\"ts\":1,\"ip\":\"192.168.1.50\",\"seq\":-7}", "bad-number")]
    [InlineData("{\"schema\":\"iotwatch.lease/1\",\"ts\":1,\"ip\":\"192.168.1.50\","
        + "\"x\":[[[[[[[[[[1]]]]]]]]]]}", "too-deep")]
    public void A_bad_object_is_counted_by_its_first_reason_and_the_next_line_read(string bad, string reason)
    {
        var (events, rejected) = Codec.Decode(TelemetryKind.Lease, bad + "\n" + Good);
        Assert.Equal([reason], rejected);
        Assert.Equal(810, Assert.Single(events).Sequence);
    }

    [Theory]
    [InlineData("\"sport\":65536", "bad-number")]
    [InlineData("\"out_b\":-1", "bad-number")]
    [InlineData("\"out_b\":\"many\"", "bad-number")]
    [InlineData("\"dur_ms\":1e99", "bad-number")]
    [InlineData("\"cont\":\"yes\"", "bad-flag")]
    [InlineData("\"bursts\":{}", "bad-list")]
    [InlineData("\"bursts\":[7]", "bad-bursts")]
    [InlineData("\"bursts\":[[]]", "bad-number")]
    [InlineData("\"bursts\":[[5]]", "bad-number")]
    [InlineData("\"bursts\":[[50,1],[40,1]]", "bad-number")]
    [InlineData("\"proto\":null", "bad-word")]
    public void A_bad_member_of_a_flow_is_counted(string member, string reason)
    {
        var flow = """{"schema":"iotwatch.flow/1","ts":1,"src":"10.0.0.1","dst":"10.0.0.2","""
            + """ "proto":"tcp",""" + member + "}";
        Assert.Equal([reason], Codec.Decode(TelemetryKind.Flow, flow).Rejected);
    }

    [Fact]
    public void Unknown_elements_of_a_burst_are_skipped()
    {
        var flow = """{"schema":"iotwatch.flow/1","ts":1.5e3,"src":"10.0.0.1","dst":"10.0.0.2","proto":"tcp","""
            + """ "bursts":[[0,120,{"x":1}],[60200,120]],"later":[{"a":[1]}]}""";
        var read =
            Assert.IsType<FlowObservation>(Assert.Single(Codec.Decode(TelemetryKind.Flow, flow).Events).Observation);
        Assert.Equal([new Burst(0, 120), new Burst(60200, 120)], read.Bursts);
        Assert.Equal(1500, (read.At - DateTime.UnixEpoch).TotalMilliseconds);
    }

    [Fact]
    public void Lists_and_names_that_are_too_long_are_rejected()
    {
        static string Flow(
            string member) => """{"schema":"iotwatch.flow/1","ts":1,"src":"10.0.0.1","dst":"10.0.0.2","""
                + """ "proto":"tcp",""" + member + "}";
        Assert.Equal(["too-many-bursts"],
            Codec.Decode(TelemetryKind.Flow,
                Flow("\"bursts\":[" + string.Join(',', Enumerable.Repeat("[1,1]", 4097)) + "]")).Rejected);
        Assert.Equal(["text-too-long"],
            Codec.Decode(TelemetryKind.Flow, Flow("\"sni\":\"" + new string('a', 513) + "\"")).Rejected);
        Assert.Equal(["text-too-long"],
            Codec.Decode(TelemetryKind.Flow, Flow("\"flow_id\":\"" + new string('a', 200_000) + "\"")).Rejected);
        Assert.Equal(["text-too-long"],
            Codec.Decode(TelemetryKind.Flow,
                Flow("\"sni\":\"" + string.Concat(Enumerable.Repeat("\\u0041", 513)) + "\"")).Rejected);
        Assert.Equal(["too-large"],
            Codec.Decode(TelemetryKind.Flow, new byte[TelemetryCodec.MaxPayloadBytes + 1]).Rejected);
    }

    [Fact]
    public void A_payload_with_too_many_errors_is_given_up() =>
        Assert.InRange(Codec.Decode(TelemetryKind.Lease,
            string.Concat(Enumerable.Repeat("{x\n", 80_000))).Rejected.Count, 1, 16);

    [Fact]
    public void The_elements_of_an_array_before_the_damage_are_kept()
    {
        var (events, rejected) = Codec.Decode(TelemetryKind.Lease, $"[{Good},7,{Good},{{]");
        Assert.Equal(2, events.Count);
        Assert.Equal(["not-an-object", "bad-json"], rejected);
    }

    [Fact]
    public void Text_that_is_not_utf8_does_not_break_the_object()
    {
        var bytes =
            Encoding.UTF8.GetBytes(Good.Replace("kettle", "ket\u0001le", StringComparison.Ordinal)
                .Replace("\u0001", "~", StringComparison.Ordinal));
        bytes[Array.IndexOf(bytes, (byte)'~')] = 0xFF;
        Assert.Equal("ket\uFFFDle",
            ((LeaseObservation)Assert.Single(Codec.Decode(TelemetryKind.Lease, bytes).Events).Observation).HostName);
    }

    [Fact]
    public void Mutated_payloads_never_throw()
    {
        var seeds = SchemaTests.Fullest.Select(observation => Codec.Encode(observation))
            .Append(Encoding.UTF8.GetBytes($"[{Good},{Good}]")).ToArray();
        var mutation = Gen.Select(Gen.Int[0, 600], Gen.Byte);
        Gen.Select(Gen.OneOfConst(seeds), mutation.Array[1, 6], Gen.Enum<TelemetryKind>(), Gen.Int[0, 600])
            .Sample((seed, mutations, kind, cut) =>
        {
            var bytes = (byte[])seed.Clone();
            foreach (var (at, value) in mutations)
                bytes[at % bytes.Length] = value;
            var (events, rejected) = Codec.Decode(kind, bytes.AsSpan(0, bytes.Length - cut % 40));
            return events.Count + rejected.Count > 0;
        });
    }
}
