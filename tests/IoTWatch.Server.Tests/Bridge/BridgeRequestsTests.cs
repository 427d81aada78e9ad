using System.Text;
using System.Text.Json;
using IoTWatch.Core.Alerts;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Tests.Servers;

namespace IoTWatch.Server.Tests.Bridge;

public class BridgeRequestsTests
{
    private const int Contacts = 30;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_is_answered_and_its_alert_changes_for_all_readers_through_the_embedded_broker_and_mosquitto(
        bool external)
    {
        await using var mosquitto = external ? await MosquittoServer.StartAsync() : null;
        await using var service = await ServiceUnderTest.StartAsync(
            options => external
                ? options with { Broker = new BrokerOptions { Host = "127.0.0.1", Port = mosquitto!.Port } }
                : options);
        await using var user = await MqttUser.ConnectAsync(mosquitto?.Port ?? service.Running.MqttPort!.Value);
        await user.SubscribeAsync("iotwatch/bridge/state");
        Assert.Equal("online", await user.NextAsync("iotwatch/bridge/state"));
        await user.SubscribeAsync("iotwatch/alerts");
        foreach (var payload in Some.Beacon(Contacts))
            await user.PublishAsync("iotwatch/in/router/flow", payload);
        using var told = JsonDocument.Parse(await user.NextAsync("iotwatch/alerts"));
        var id = told.RootElement.GetProperty("after").GetProperty("id").GetString()!;
        await user.SubscribeAsync($"iotwatch/alert/{id}");
        await user.SubscribeAsync("iotwatch/bridge/response/#");
        Assert.Contains("\"state\":\"open\"", await user.NextAsync($"iotwatch/alert/{id}"), StringComparison.Ordinal);

        await AskAsync(user, "alert/ack", $$"""{"id":"{{id}}","transaction":"t-1"}""");
        using (var update = await ChangeToAsync(user, "acknowledged"))
            Assert.Equal("update", update.RootElement.GetProperty("type").GetString());
        await AskAsync(
            user, "alert/approve",
            $$"""{"id":"{{id}}","scope":"device","match":"destination_port","expires":"7d","transaction":"t-2"}""");
        using (var end = await ChangeToAsync(user, "approved"))
            Assert.Equal("end", end.RootElement.GetProperty("type").GetString());
        await Eventually.TrueAsync(
            () => user.Heard.Count(
                message => message.Topic.StartsWith("iotwatch/bridge/response/", StringComparison.Ordinal)) == 2,
            TimeSpan.FromSeconds(30));
        var answers = user.Heard.Where(
            message => message.Topic.StartsWith("iotwatch/bridge/response/alert/", StringComparison.Ordinal))
            .Select(message => JsonDocument.Parse(Encoding.UTF8.GetString(message.Payload)).RootElement).ToList();
        Assert.Equal(["t-1", "t-2"], answers.Select(answer => answer.GetProperty("transaction").GetString()));
        Assert.All(
            answers,
            answer => Assert.Equal(
                ("ok", JsonValueKind.Null),
                (answer.GetProperty("status").GetString(), answer.GetProperty("error").ValueKind)));
        Assert.Equal(1, answers[1].GetProperty("data").GetProperty("closed").GetInt32());

        await service.Running.BeatAsync();
        await user.SubscribeAsync("iotwatch/device/+/state");
        Assert.StartsWith(
            "{\"risk\":0,\"status\":\"ok\",\"open_alerts\":0,\"last_seen\":\"2026-03-01T12:30:00Z\"",
            await DeviceStateAsync(user, "ok"), StringComparison.Ordinal);

        // Nothing is retained for who comes now.
        await using var late = await MqttUser.ConnectAsync(mosquitto?.Port ?? service.Running.MqttPort!.Value);
        await late.SubscribeAsync($"iotwatch/alert/{id}");
        await late.SubscribeAsync("test/end");
        await late.PublishAsync("test/end", "end"u8.ToArray());
        await late.NextAsync("test/end");
        Assert.DoesNotContain(late.Heard, message => message.Topic == $"iotwatch/alert/{id}");
    }

    [Theory]
    [InlineData("alert/ack", "{\"id\":\"none\"}", "id: ")]
    [InlineData("alert/ack", "{", "the request is not JSON")]
    [InlineData("alert/explode", "{}", "verb: ")]
    [InlineData("alert/snooze", "{\"id\":\"none\",\"for\":\"soon\"}", "for: ")]
    [InlineData("device/rename", "{\"device\":\"x\"}", "name: ")]
    public async Task What_is_wrong_with_a_request_is_said(string verb, string payload, string error)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await using var user = await service.UserAsync();
        await user.SubscribeAsync("iotwatch/bridge/response/#");
        await AskAsync(user, verb, payload);
        using var answer = JsonDocument.Parse(await user.NextAsync($"iotwatch/bridge/response/{verb}"));
        Assert.Equal("error", answer.RootElement.GetProperty("status").GetString());
        Assert.StartsWith(error, answer.RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retained_request_was_meant_for_another_day_and_an_answer_cannot_be_forged()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.DetectAsync(Some.New());
        await using var user = await service.UserAsync();
        await user.PublishAsync("iotwatch/bridge/request/alert/archive", """{"id":"a1"}"""u8.ToArray(), retain: true);
        var forged = await user.PublishAsync("iotwatch/bridge/response/alert/archive", "{}"u8.ToArray());
        await service.SettleAsync();
        Assert.False(forged.IsSuccess);
        Assert.Equal(
            (AlertState.Open, 1),
            (service.Running.Alerts.Find("a1")!.State, service.Running.Status.Ingest.Dropped["retained"]));
    }

    private static Task<MQTTnet.MqttClientPublishResult> AskAsync(MqttUser user, string verb, string payload) =>
        user.PublishAsync($"iotwatch/bridge/request/{verb}", Encoding.UTF8.GetBytes(payload));

    private static async Task<string> DeviceStateAsync(MqttUser user, string status)
    {
        while (true)
            if (await user.NextAsync("iotwatch/device/e86e3a2bcc08/state") is var state
                && state.Contains($"\"status\":\"{status}\"", StringComparison.Ordinal))
                return state;
    }

    private static async Task<JsonDocument> ChangeToAsync(MqttUser user, string state)
    {
        while (true)
        {
            var change = JsonDocument.Parse(await user.NextAsync("iotwatch/alerts"));
            if (change.RootElement.GetProperty("after").GetProperty("state").GetString() == state)
                return change;
            change.Dispose();
        }
    }
}
