using IoTWatch.Server.Feed;
using IoTWatch.Server.Tests.Servers;

namespace IoTWatch.Server.Tests.EndToEnd;

/// <summary>A decision that was answered is a decision kept, with a real SIGKILL right after the answer.</summary>
public class DecisionKillTests
{
    [Fact]
    public async Task What_was_answered_is_still_so_after_kill_9()
    {
        using var folder = new TempFolder();
        var port = FreePort.Take();
        using (var service = await ServiceChild.StartAsync(folder.Path, port, brokerPort: 0))
        {
            await using var user = await MqttUser.ConnectAsync(port);
            await user.SubscribeAsync("iotwatch/bridge/response/#");
            await user.PublishAsync("iotwatch/in/router/flow", Some.Message(1).Payload);
            await user.PublishAsync(
                "iotwatch/bridge/request/device/rename",
                """{"device":"e86e3a2bcc08","name":"Aunt May's kettle"}"""u8.ToArray());
            Assert.Contains(
                "\"status\":\"ok\"", await user.NextAsync("iotwatch/bridge/response/device/rename"),
                StringComparison.Ordinal);
            await service.KillAsync();
        }
        await using var again = await ServiceUnderTest.StartAsync(options => options with { DataFolder = folder.Path });
        await again.SettleAsync();
        var name = await again.Running.Of<PipelineQueries>().QueryAsync(
            pipeline => Assert.Single(pipeline.Home.Devices()).Name, TestContext.Current.CancellationToken);
        Assert.Equal("Aunt May's kettle", name);
    }
}
