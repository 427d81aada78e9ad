using System.Net;
using System.Text;
using System.Text.Json;
using IoTWatch.Core.Alerts;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Influx;
using IoTWatch.Server.Tests.Servers;

namespace IoTWatch.Server.Tests.EndToEnd;

/// <summary>
/// A kettle that is bad from its first day, in a home where nothing was configured: what its people hear while it is
/// still being learned.
/// </summary>
public class ReviewTests
{
    private const string Device = "e86e3a2bcc08";

    [Fact]
    public async Task A_device_that_is_bad_from_its_first_day_is_heard_of_on_mqtt_after_twelve_calls_and_rejected_there_it_is_an_open_alert()
    {
        await using var mosquitto = await MosquittoServer.StartAsync();
        await using var service = await StartAsync(
            options => options with { Broker = new BrokerOptions { Host = "127.0.0.1", Port = mosquitto.Port } });
        await using var user = await MqttUser.ConnectAsync(mosquitto.Port);
        var id = await HearAsync(service, user);
        await service.Running.BeatAsync();
        await user.SubscribeAsync($"iotwatch/device/{Device}/state");
        Assert.StartsWith(
            "{\"risk\":0,\"status\":\"watch\",\"open_alerts\":0,",
            await user.NextAsync($"iotwatch/device/{Device}/state"), StringComparison.Ordinal);

        await AskAsync(user, "alert/ack", id, "error");
        await AskAsync(user, "alert/reject", id, "ok");
        Assert.Equal(("update", "open"), await NextAsync(user, "open"));
        Assert.Equal("[]", await GetAsync(service, "/api/v1/review"));
        Assert.Equal("[]", await GetAsync(service, "/api/v1/alerts?state=review"));
        await AskAsync(user, "alert/reject", id, "error");
        await RetainedAsync(mosquitto.Port, id, isThere: true);
    }

    [Fact]
    public async Task Approved_on_review_it_ends_and_is_forgotten_by_the_broker_and_so_it_stays_after_a_crash()
    {
        await using var mosquitto = await MosquittoServer.StartAsync();
        await using var service = await StartAsync(
            options => options with { Broker = new BrokerOptions { Host = "127.0.0.1", Port = mosquitto.Port } });
        await using var user = await MqttUser.ConnectAsync(mosquitto.Port);
        var id = await HearAsync(service, user);
        await RetainedAsync(mosquitto.Port, id, isThere: true);

        using var review = JsonDocument.Parse(await GetAsync(service, "/api/v1/review"));
        await AskAsync(user, "review/approve", review.RootElement[0].GetProperty("id").GetString()!, "ok");
        Assert.Equal(("end", "approved"), await NextAsync(user, "approved"));
        await RetainedAsync(mosquitto.Port, id, isThere: false);
        await service.Running.AbandonAsync();
        await service.StartAgainAsync();
        await service.SettleAsync();
        Assert.Equal(
            (AlertState.Approved, "[]"),
            (service.Running.Alerts.Find(id)!.State, await GetAsync(service, "/api/v1/review")));
    }

    [Theory]
    [InlineData("approve", """{"scope":"all","match":"destination"}""", "approved")]
    [InlineData("archive", "{}", "archived")]
    [InlineData("false-positive", "{}", "false_positive")]
    [InlineData("escalate", "{}", "escalated")]
    [InlineData("snooze", """{"for":"1d"}""", "snoozed")]
    public async Task No_decision_on_the_alert_leaves_its_card_behind(string verb, string body, string state)
    {
        await using var service = await StartAsync(options => options);
        await using var user = await service.UserAsync();
        var id = await HearAsync(service, user);
        using var http = new HttpClient { BaseAddress = service.Running.HttpAddress };
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(
            new Uri($"/api/v1/alerts/{id}/{verb}", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("[]", await GetAsync(service, "/api/v1/review"));
        Assert.Contains(id, await GetAsync(service, $"/api/v1/alerts?state={state}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_card_leads_to_the_evidence_and_the_inbox_leaves_it_out()
    {
        await using var service = await StartAsync(options => options);
        await using var user = await service.UserAsync();
        var id = await HearAsync(service, user);
        Assert.Contains($"href=\"/alerts/{id}\"", await GetAsync(service, "/?tab=review"), StringComparison.Ordinal);
        Assert.DoesNotContain(id, await GetAsync(service, "/"), StringComparison.Ordinal);
        var page = await GetAsync(service, $"/alerts/{id}");
        Assert.Contains($"formaction=\"/alerts/{id}/reject\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Acknowledge", page, StringComparison.Ordinal);
        Assert.Contains("Intervals between calls", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Influx_has_a_point_in_state_review()
    {
        await using var influx = await InfluxServer.StartAsync();
        await using var service = await StartAsync(
            options => options with { Influx = new InfluxOptions { Url = influx.Url, Retention = false } });
        await using var user = await service.UserAsync();
        await HearAsync(service, user);
        await service.Running.Of<InfluxSink>().DrainedAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        var query = Uri.EscapeDataString("SELECT count(explanation) FROM alert WHERE state = 'review'");
        Assert.Contains(
            "\"values\":[[",
            await http.GetStringAsync(
                new Uri(influx.Url, $"/query?db=iotwatch_alerts&q={query}"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    /// <summary>With detection at its defaults.</summary>
    private static Task<ServiceUnderTest> StartAsync(Func<ServiceOptions, ServiceOptions> change) =>
        ServiceUnderTest.StartAsync(options => change(options with { Detection = new ServiceOptions().Detection }));

    /// <summary>Shows the service twelve calls of a nameless stranger's.</summary>
    /// <returns>The id of the alert that the user hears of.</returns>
    private static async Task<string> HearAsync(ServiceUnderTest service, MqttUser user)
    {
        await user.SubscribeAsync("iotwatch/bridge/state");
        Assert.Equal("online", await user.NextAsync("iotwatch/bridge/state"));
        await user.SubscribeAsync("iotwatch/alerts");
        await user.SubscribeAsync("iotwatch/bridge/response/#");
        foreach (var payload in Some.Beacon(12))
            await user.PublishAsync("iotwatch/in/router/flow", payload);
        using var told = JsonDocument.Parse(await user.NextAsync("iotwatch/alerts"));
        var after = told.RootElement.GetProperty("after");
        Assert.Equal(
            ("new", "review"),
            (told.RootElement.GetProperty("type").GetString(), after.GetProperty("state").GetString()));
        await service.SettleAsync();
        var id = after.GetProperty("id").GetString()!;
        Assert.Equal($"[{after.GetRawText()}]", await GetAsync(service, "/api/v1/alerts?state=review"));
        using var review = JsonDocument.Parse(await GetAsync(service, "/api/v1/review"));
        Assert.Equal(id, Assert.Single(review.RootElement.EnumerateArray()).GetProperty("alert").GetString());
        return id;
    }

    private static async Task AskAsync(MqttUser user, string verb, string id, string status)
    {
        await user.PublishAsync($"iotwatch/bridge/request/{verb}", Encoding.UTF8.GetBytes($$"""{"id":"{{id}}"}"""));
        await Eventually.TrueAsync(() => user.Heard.Any(Answers), TimeSpan.FromSeconds(30));

        bool Answers(MQTTnet.MqttApplicationMessage message) => message.Topic == $"iotwatch/bridge/response/{verb}"
            && Encoding.UTF8.GetString(message.Payload).Contains($"\"status\":\"{status}\"", StringComparison.Ordinal);
    }

    private static async Task<(string? Type, string? State)> NextAsync(MqttUser user, string state)
    {
        // Answers and changes come as they come; what was passed over while waiting for the one was heard all the same.
        await Eventually.TrueAsync(() => Changes().Any(change => change.State == state), TimeSpan.FromSeconds(30));
        return Changes().Last();

        IEnumerable<(string? Type, string? State)> Changes() => user.Heard.Where(
            message => message.Topic == "iotwatch/alerts")
            .Select(message =>
            {
                using var change = JsonDocument.Parse(Encoding.UTF8.GetString(message.Payload));
                return (change.RootElement.GetProperty("type").GetString(),
                    change.RootElement.GetProperty("after").GetProperty("state").GetString());
            });
    }

    private static async Task RetainedAsync(int port, string id, bool isThere)
    {
        await using var late = await MqttUser.ConnectAsync(port);
        await late.SubscribeAsync($"iotwatch/alert/{id}");
        await late.SubscribeAsync("test/end");
        await late.PublishAsync("test/end", "end"u8.ToArray());
        await late.NextAsync("test/end");
        Assert.Equal(isThere, late.Heard.Any(message => message.Topic == $"iotwatch/alert/{id}"));
    }

    private static async Task<string> GetAsync(ServiceUnderTest service, string path)
    {
        using var http = new HttpClient { BaseAddress = service.Running.HttpAddress };
        return await http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
    }
}
