using IoTWatch.Core.Alerts;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Tests.Detection;

public class ClassDetectorTests
{
    private static readonly ClassDetector Detector = new(new ClassOptions());

    [Theory]
    [InlineData("kettle", 22, true)]
    [InlineData("kettle", 587, true)]
    [InlineData("kettle", 443, false)]
    [InlineData("front-cam", 587, false)]
    [InlineData("front-cam", 23, true)]
    [InlineData("annas-laptop", 23, false)]
    [InlineData("annas-laptop", 22, false)]
    [InlineData("thing-17", 22, false)]
    [InlineData("thing-17", 6667, true)]
    public void What_is_out_of_place_depends_on_what_the_device_is(string name, int port, bool outOfPlace)
    {
        var kind = DeviceClasses.Of(new(Some.Kettle, name, null, null), null);
        Assert.Equal(
            outOfPlace,
            Detector.Find(new ChannelKey("x", TransportProtocol.Tcp, (ushort)port), isLocal: false, kind) is not null);
    }

    [Theory]
    [InlineData("LivingRoomPlug", null, null, DeviceClass.Appliance)]
    [InlineData("camden", null, null, DeviceClass.Unknown)]
    [InlineData(null, "Signify Netherlands B.V.", null, DeviceClass.Appliance)]
    [InlineData("hs110-2", "Dell Inc.", "TP-Link plug", DeviceClass.Appliance)]
    [InlineData("DESKTOP-4711", "Espressif Inc.", null, DeviceClass.Computer)]
    [InlineData(null, "Hangzhou Hikvision Digital Technology Co.,Ltd.", null, DeviceClass.Reporter)]
    public void Profile_name_and_maker_tell_the_class_in_this_order(
        string? host, string? vendor, string? profile, DeviceClass expected) =>
        Assert.Equal(expected, DeviceClasses.Of(new(Some.Kettle, host, vendor, null), profile));

    [Fact]
    public void A_kettle_that_answers_to_nobodys_telnet_is_critical_at_once()
    {
        var alert = Assert.Single(Run("kettle", Some.Flow(1, port: 23)));
        Assert.Equal((AlertKind.ClassViolation, Severity.Critical), (alert.Kind, alert.Severity));
        Assert.Equal(["U1", "U8"], alert.Unexpected.Codes);
        Assert.Contains("speaks Telnet", alert.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_server_of_the_same_service_joins_the_first()
    {
        var flows = Enumerable.Range(0, 5)
            .Select(i => Some.Flow(i * 100, IpAddress.Parse($"{30 + i}.0.0.1"), 23)).ToArray();
        Assert.Equal(5, Assert.Single(Run("kettle", flows)).Parts.Count);
    }

    [Fact]
    public void One_attempt_that_nobody_answers_is_not_spoken_of() =>
        Assert.Empty(Run("kettle", Some.Flow(1, port: 23) with { State = FlowState.Unanswered, PacketsIn = 0 }));

    [Fact]
    public void What_is_out_of_place_while_learned_is_told_and_not_learned()
    {
        var alert = Assert.Single(Run(
            "kettle", new PipelineOptions { Learn = TimeSpan.FromDays(1) }, Some.Flow(1, port: 22),
            Some.Flow(2 * 86_400, port: 22)));
        Assert.Contains("U8", alert.Unexpected.Codes);
    }

    private static List<Alert> Run(string name, params FlowObservation[] flows) =>
        Run(name, new PipelineOptions(), flows);

    private static List<Alert> Run(string name, PipelineOptions options, params FlowObservation[] flows)
    {
        var lease = new LeaseObservation
        {
            At = Some.Start,
            Mac = Some.Kettle,
            Address = Some.KettleIp,
            HostName = name
        };
        return [.. Some.Run(Some.Pipeline(options), flows.Cast<Observation>().Prepend(lease))
            .GroupBy(change => change.After.Id).Select(changes => changes.Last().After)];
    }
}
