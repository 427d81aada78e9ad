using System.Net;
using System.Net.Sockets;
using IoTWatch.Application.Composition;
using IoTWatch.Cli.Service;
using IoTWatch.Core.Alerts;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Hosting;

namespace IoTWatch.Cli.Tests.Replay;

public sealed class PublishTests
{
    [Fact]
    public async Task A_capture_sent_through_MQTT_gives_the_alerts_of_its_direct_replay_byte_for_byte()
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("iotwatch-test-").FullName;
        Assert.Equal(
            ExitCode.Done, (await Run.Of("simulate", "kettle", "--out", folder, "--duration", "25m")).ExitCode);
        var capture = Path.Combine(folder, "simulated.pcap");
        var direct = await Run.Of("replay", capture);
        Assert.NotEmpty(direct.Lines);

        var options = new ServiceOptions
        {
            DataFolder = Path.Combine(folder, "store"),
            Http = new Uri("http://127.0.0.1:0"),
            EmbeddedBroker = new EmbeddedBrokerOptions { Port = FreePort() },
        }.With(DetectionOptions.Shipped);
        await using (var service = await ServiceHost.StartAsync(options, cancel))
        {
            var sent = await Run.Of("replay", capture, "--publish", $"mqtt://127.0.0.1:{service.MqttPort}");
            Assert.Equal(ExitCode.Done, sent.ExitCode);
            await service.SettleAsync(cancel);

            var live = service.Alerts.Latest(100).Select(stored => stored.Alert).OrderBy(alert => alert.FirstAt)
                .ThenBy(alert => alert.Id, StringComparer.Ordinal);
            Assert.Equal(direct.Lines, live.Select(AlertJson.Write));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Replaying_twice_gives_the_same_bytes()
    {
        var folder = Directory.CreateTempSubdirectory("iotwatch-test-").FullName;
        await Run.Of("simulate", "kettle", "--out", folder, "--duration", "40m", "--format", "zeek");

        var (first, second) = (await Run.Of("replay", folder), await Run.Of("replay", folder));

        Assert.NotEmpty(first.Out);
        Assert.Equal(first.Out, second.Out);
        Assert.Equal((await Run.Of("channels", folder)).Out, (await Run.Of("channels", folder)).Out);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Alerts_at_or_above_the_named_severity_fail_the_run()
    {
        var folder = Directory.CreateTempSubdirectory("iotwatch-test-").FullName;
        await Run.Of("simulate", "kettle", "--out", folder, "--duration", "40m");

        Assert.Equal(ExitCode.Findings, (await Run.Of("replay", folder, "--fail-on", "low")).ExitCode);
        Assert.Equal(ExitCode.Done, (await Run.Of("replay", folder)).ExitCode);
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
