using System.Text;
using IoTWatch.Core.Alerts;
using IoTWatch.Server.Storage;
using IoTWatch.Server.Tests.Servers;

namespace IoTWatch.Server.Tests.Bridge;

public class BridgePublisherTests
{
    [Fact]
    public async Task A_change_is_told_with_its_own_bytes_and_the_alert_is_retained_until_it_ends()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await using var reader = await service.UserAsync();
        await reader.SubscribeAsync("iotwatch/alerts");
        await ChangeAsync(service, Some.New(), Some.Update());
        Assert.Equal(
            Encoding.UTF8.GetString(AlertJson.WriteBytes(Some.New())), await reader.NextAsync("iotwatch/alerts"));
        Assert.Equal(
            Encoding.UTF8.GetString(AlertJson.WriteBytes(Some.Update())), await reader.NextAsync("iotwatch/alerts"));
        Assert.DoesNotContain(reader.Heard, message => message.Retain);

        Assert.Equal(AlertJson.Write(Some.Update().After), await RetainedAsync(service, "iotwatch/alert/a1"));
        await ChangeAsync(service, Some.End());
        Assert.Contains("\"type\":\"end\"", await reader.NextAsync("iotwatch/alerts"), StringComparison.Ordinal);
        Assert.Null(await RetainedAsync(service, "iotwatch/alert/a1"));
    }

    [Fact]
    public async Task After_a_restart_open_alerts_are_retained_again_and_no_change_is_told_twice()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await ChangeAsync(service, Some.New(), Some.New("a2"), Some.End("a2"));
        await service.Running.StopAsync();
        await service.StartAgainAsync();
        await service.SettleAsync();
        await using var reader = await service.UserAsync();
        await reader.SubscribeAsync("iotwatch/alerts");
        Assert.Equal(AlertJson.Write(Some.Alert()), await RetainedAsync(service, "iotwatch/alert/a1"));
        Assert.Null(await RetainedAsync(service, "iotwatch/alert/a2"));
        await ChangeAsync(service, Some.Update());
        Assert.Contains("\"type\":\"update\"", await reader.NextAsync("iotwatch/alerts"), StringComparison.Ordinal);
        Assert.Single(reader.Heard);
    }

    [Fact]
    public async Task A_change_stored_just_before_a_crash_is_told_after_it()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.Running.Of<SqliteAlertStore>().ApplyAsync(0, [Some.New()]);
        await service.Running.AbandonAsync();
        await service.StartAgainAsync();
        await service.SettleAsync();
        Assert.Equal(AlertJson.Write(Some.Alert()), await RetainedAsync(service, "iotwatch/alert/a1"));
    }

    private static async Task ChangeAsync(ServiceUnderTest service, params AlertChange[] changes)
    {
        await service.DetectAsync(changes);
        await service.SettleAsync();
    }

    /// <summary>What a newcomer gets for a topic; null where nothing is retained.</summary>
    private static async Task<string?> RetainedAsync(ServiceUnderTest service, string topic)
    {
        await using var newcomer = await service.UserAsync();
        await newcomer.SubscribeAsync(topic);
        await newcomer.SubscribeAsync("test/end");
        await newcomer.PublishAsync("test/end", "end"u8.ToArray());
        await newcomer.NextAsync("test/end");
        return newcomer.Heard.FirstOrDefault(message => message.Topic == topic) is { } found
            ? Encoding.UTF8.GetString(found.Payload)
            : null;
    }
}
