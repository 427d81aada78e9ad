using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IoTWatch.Core.Alerts;
using IoTWatch.Server.Storage;
using IoTWatch.Server.Tests.Servers;

namespace IoTWatch.Server.Tests.Decisions;

/// <summary>Decisions over HTTP on a real service that found a real beacon.</summary>
public class DecisionsTests
{
    private const int Contacts = 30;

    [Theory]
    [InlineData("ack", AlertState.Acknowledged, null, false)]
    [InlineData("archive", AlertState.Archived, null, true)]
    [InlineData("escalate", AlertState.Escalated, true, false)]
    [InlineData("false-positive", AlertState.FalsePositive, false, true)]
    public async Task A_decision_is_on_the_alert_its_verdict_with_it_and_outlives_a_crash(
        string verb, AlertState state, bool? verdict, bool closes)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var alert = await BeaconAsync(service);
        using var outcome = await PostAsync(service, $"/api/v1/alerts/{alert.Id}/{verb}", """{"comment":"seen it"}""");
        Assert.Equal(closes ? 1 : 0, outcome.RootElement.GetProperty("closed").GetInt32());
        for (var run = 0; run < 2; run++)
        {
            var stored = service.Running.Alerts.Find(alert.Id)!.Alert;
            Assert.Equal((state, verdict, "seen it"), (stored.State, stored.Verdict, stored.Comment));
            await service.Running.AbandonAsync();
            await service.StartAgainAsync();
            await service.SettleAsync();
        }
        // The detector knows it too: its next word on the alert keeps the decision.
        await SendAsync(service, Some.Beacon(2 * Contacts, Contacts + 1));
        var later = service.Running.Alerts.Find(alert.Id)!.Alert;
        Assert.True(later.Beacon!.Contacts > alert.Beacon!.Contacts);
        Assert.Equal((state, verdict), (later.State, later.Verdict));
    }

    [Fact]
    public async Task Approving_closes_stored_alerts_as_far_as_the_rule_reaches_and_taking_it_back_opens_them()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var alert = await BeaconAsync(service);
        await StoreAsync(
            service, Like(alert, "other-device", device: "aabbccddeeff"), Like(alert, "other-port", port: 8883),
            Like(alert, "elsewhere", destination: "AS1 192.0.2.0/24"));

        using (var would = await PostAsync(
            service, $"/api/v1/alerts/{alert.Id}/approve", """{"scope":"all","match":"destination","dry_run":true}"""))
            Assert.Equal(3, would.RootElement.GetProperty("closed").GetInt32());
        Assert.Equal(AlertState.Open, service.Running.Alerts.Find(alert.Id)!.State);

        using var narrow = await PostAsync(
            service, $"/api/v1/alerts/{alert.Id}/approve",
            """{"scope":"device","match":"destination_port","expires":"7d"}""");
        Assert.Equal(1, narrow.RootElement.GetProperty("closed").GetInt32());
        using var wide = await PostAsync(
            service, $"/api/v1/alerts/{alert.Id}/approve", """{"scope":"all","match":"destination"}""");
        Assert.Equal(2, wide.RootElement.GetProperty("closed").GetInt32());
        Assert.Equal(AlertState.Open, service.Running.Alerts.Find("elsewhere")!.State);

        using var rules = await GetAsync(service, "/api/v1/suppressions");
        Assert.Equal(
            ["device", "all"],
            rules.RootElement.EnumerateArray().Select(rule => rule.GetProperty("scope").GetString()));
        foreach (var rule in rules.RootElement.EnumerateArray())
            Assert.Equal(
                HttpStatusCode.OK,
                await DeleteAsync(service, $"/api/v1/suppressions/{rule.GetProperty("id").GetString()}"));
        Assert.All(
            service.Running.Alerts.Latest(10),
            stored => Assert.Equal((AlertState.Open, null), (stored.State, stored.Alert.SuppressedBy)));
        Assert.Equal(HttpStatusCode.NotFound, await DeleteAsync(service, "/api/v1/suppressions/none"));
    }

    [Fact]
    public async Task A_snoozed_alert_comes_back_at_its_time_when_the_calls_go_on()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var alert = await BeaconAsync(service);
        using var outcome = await PostAsync(service, $"/api/v1/alerts/{alert.Id}/snooze", """{"for":"1h"}""");
        var snoozed = service.Running.Alerts.Find(alert.Id)!.Alert;
        Assert.Equal(
            (AlertState.Snoozed, Some.Start.AddMinutes(Contacts).AddHours(1)), (snoozed.State, snoozed.SilencedUntil));

        await SendAsync(service, Some.Beacon(45, Contacts + 1));
        Assert.Equal(AlertState.Snoozed, service.Running.Alerts.Find(alert.Id)!.State);
        await SendAsync(service, Some.Beacon(45, Contacts + 46));
        Assert.Equal(
            (AlertState.Open, null),
            (service.Running.Alerts.Find(alert.Id)!.State, service.Running.Alerts.Find(alert.Id)!.Alert.SilencedUntil));
    }

    [Fact]
    public async Task A_false_positive_is_one_for_all_alerts_of_its_kind_about_the_same_party()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var alert = await BeaconAsync(service);
        await StoreAsync(service, Like(alert, "same"), Like(alert, "other-device", device: "aabbccddeeff"));
        using var outcome = await PostAsync(service, $"/api/v1/alerts/{alert.Id}/false-positive", "");
        Assert.Equal(2, outcome.RootElement.GetProperty("closed").GetInt32());
        Assert.Equal(
            (AlertState.FalsePositive, false),
            (service.Running.Alerts.Find("same")!.State, service.Running.Alerts.Find("same")!.Alert.Verdict));
        Assert.Equal(AlertState.Open, service.Running.Alerts.Find("other-device")!.State);
    }

    [Fact]
    public async Task A_device_has_the_name_that_people_gave_it()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var alert = await BeaconAsync(service);
        using var outcome = await PostAsync(
            service, $"/api/v1/devices/{alert.Device.Id}/rename", """{"name":"Aunt May's kettle"}""");
        Assert.Equal("Aunt May's kettle", service.Running.Alerts.Find(alert.Id)!.Alert.Device.Name);
        await service.Running.AbandonAsync();
        await service.StartAgainAsync();
        await service.SettleAsync();
        using var devices = await GetAsync(service, "/api/v1/devices");
        Assert.Equal("Aunt May's kettle", devices.RootElement[0].GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("alerts/none/ack", "", HttpStatusCode.NotFound, "id")]
    [InlineData("alerts/@/approve", """{"scope":"galaxy"}""", HttpStatusCode.BadRequest, "scope")]
    [InlineData("alerts/@/approve", """{"scoep":"all"}""", HttpStatusCode.BadRequest, "scoep")]
    [InlineData("alerts/@/approve", """{"match":["a"]}""", HttpStatusCode.BadRequest, "match")]
    [InlineData("alerts/@/approve", """{"expires":"1970-01-01T00:00:00Z"}""", HttpStatusCode.BadRequest, "expires")]
    [InlineData("alerts/@/snooze", "{}", HttpStatusCode.BadRequest, "until")]
    [InlineData("alerts/@/snooze", """{"for":"soon"}""", HttpStatusCode.BadRequest, "for")]
    [InlineData("alerts/@/archive", "[1]", HttpStatusCode.BadRequest, "")]
    [InlineData("alerts/@/archive", "{\"comment\":\"\\ud800\"}", HttpStatusCode.BadRequest, "")]
    [InlineData("review/none/approve", "", HttpStatusCode.NotFound, "id")]
    [InlineData("drift/none/accept", "", HttpStatusCode.NotFound, "device")]
    [InlineData("devices/none/rename", """{"name":"x"}""", HttpStatusCode.NotFound, "device")]
    [InlineData("devices/none/rename", """{"name":"a\nb"}""", HttpStatusCode.BadRequest, "name")]
    public async Task What_is_wrong_is_named(string path, string body, HttpStatusCode status, string field)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await StoreAsync(service, Some.Alert());
        using var http = new HttpClient { BaseAddress = service.Running.HttpAddress };
        using var answer = await http.PostAsync(
            new Uri("/api/v1/" + path.Replace("@", "a1", StringComparison.Ordinal), UriKind.Relative), Json(body),
            TestContext.Current.CancellationToken);
        Assert.Equal(
            (status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(field, problem.GetProperty("field").GetString());
        Assert.Equal(AlertState.Open, service.Running.Alerts.Find("a1")!.State);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Host", "evil.example")]
    [InlineData("Content-Type", "text/plain")]
    public async Task Another_web_page_decides_nothing(string header, string value)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await StoreAsync(service, Some.Alert());
        using var http = new HttpClient { BaseAddress = service.Running.HttpAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/alerts/a1/archive")
        {
            Content = Json("{}")
        };
        if (header == "Content-Type")
            request.Content.Headers.ContentType = new(value);
        else
            request.Headers.TryAddWithoutValidation(header, value);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.UnsupportedMediaType);
        Assert.Equal(AlertState.Open, service.Running.Alerts.Find("a1")!.State);
    }

    private static async Task<Alert> BeaconAsync(ServiceUnderTest service)
    {
        await SendAsync(service, Some.Beacon(Contacts));
        return Assert.Single(service.Running.Alerts.Latest(10)).Alert;
    }

    private static async Task SendAsync(ServiceUnderTest service, IEnumerable<byte[]> flows)
    {
        await using var sensor = await service.UserAsync();
        foreach (var payload in flows)
            await sensor.PublishAsync("iotwatch/in/router/flow", payload);
        await service.SettleAsync();
    }

    private static async Task StoreAsync(ServiceUnderTest service, params Alert[] alerts) =>
        await service.Running.Of<SqliteAlertStore>()
            .ApplyAsync(0, [.. alerts.Select(alert => new AlertChange(AlertChangeType.New, null, alert))]);

    private static Alert Like(
        Alert alert, string id, string? device = null, string? destination = null, int? port = null) => alert with
        {
            Id = id,
            Parts = [],
            Device = alert.Device with { Id = device ?? alert.Device.Id },
            Destination = alert.Destination with
            {
                Name = destination ?? alert.Destination.Name,
                Port = port ?? alert.Destination.Port
            },
        };

    private static async Task<JsonDocument> PostAsync(ServiceUnderTest service, string path, string body)
    {
        using var http = new HttpClient { BaseAddress = service.Running.HttpAddress };
        using var answer = await http.PostAsync(
            new Uri(path, UriKind.Relative), Json(body), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text);
    }

    private static async Task<JsonDocument> GetAsync(ServiceUnderTest service, string path)
    {
        using var http = new HttpClient { BaseAddress = service.Running.HttpAddress };
        return JsonDocument.Parse(
            await http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken));
    }

    private static async Task<HttpStatusCode> DeleteAsync(ServiceUnderTest service, string path)
    {
        using var http = new HttpClient { BaseAddress = service.Running.HttpAddress };
        using var answer = await http.DeleteAsync(
            new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static StringContent Json(string body)
    {
        var content = new StringContent(body);
        content.Headers.ContentType = new("application/json");
        return content;
    }
}
