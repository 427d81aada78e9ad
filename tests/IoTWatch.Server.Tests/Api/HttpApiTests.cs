using System.Net;
using System.Text.Json;
using IoTWatch.Core.Alerts;
using IoTWatch.Server.Storage;
using IoTWatch.Server.Tests.Servers;

namespace IoTWatch.Server.Tests.Api;

public class HttpApiTests
{
    [Fact]
    public async Task Alerts_are_an_array_of_their_own_bytes_newest_first_page_by_page()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        Assert.Equal("[]", await GetAsync(service, "/api/v1/alerts"));
        await service.Running.Of<SqliteAlertStore>().ApplyAsync(0, [Some.New("a1"), Some.New("a2"), Some.New("a3")]);
        string Json(string id) => AlertJson.Write(Some.Alert(id));
        Assert.Equal($"[{Json("a3")},{Json("a2")},{Json("a1")}]", await GetAsync(service, "/api/v1/alerts"));
        Assert.Equal($"[{Json("a3")},{Json("a2")}]", await GetAsync(service, "/api/v1/alerts?limit=2"));
        Assert.Equal($"[{Json("a1")}]", await GetAsync(service, "/api/v1/alerts?limit=2&before=2"));
        Assert.Equal(Json("a2"), await GetAsync(service, "/api/v1/alerts/a2"));
    }

    [Theory]
    [InlineData("/api/v1/alerts?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/alerts?limit=x", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/alerts?before=-", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/alerts/nobody", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/devices", HttpStatusCode.OK)]
    [InlineData("/api/v1/channels", HttpStatusCode.OK)]
    [InlineData("/healthz", HttpStatusCode.OK)]
    public async Task Each_question_has_its_status(string path, HttpStatusCode status)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var http = new HttpClient { BaseAddress = service.Running.HttpAddress };
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Health_says_what_is_up_and_what_was_dropped()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using (var well = JsonDocument.Parse(await GetAsync(service, "/api/v1/health")))
        {
            Assert.Equal("ok", well.RootElement.GetProperty("status").GetString());
            Assert.Equal("up", well.RootElement.GetProperty("detector").GetProperty("state").GetString());
            Assert.Equal("off", well.RootElement.GetProperty("influx").GetProperty("state").GetString());
        }
        await using var sensor = await service.UserAsync();
        await sensor.PublishAsync("iotwatch/in/router/flow", []);
        using var ill = JsonDocument.Parse(await GetAsync(service, "/api/v1/health"));
        Assert.Equal("degraded", ill.RootElement.GetProperty("status").GetString());
        Assert.Equal(1, ill.RootElement.GetProperty("dropped").GetProperty("payload-empty").GetInt32());
    }

    [Fact]
    public async Task The_description_has_every_endpoint_and_the_fields_of_decisions()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var document = JsonDocument.Parse(await GetAsync(service, "/openapi/v1.json"));
        var paths = document.RootElement.GetProperty("paths");
        Assert.All(
            (string[])[
                "/api/v1/alerts", "/api/v1/alerts/{id}", "/api/v1/channels", "/api/v1/devices", "/api/v1/review",
                "/api/v1/drift", "/api/v1/suppressions", "/api/v1/health", "/metrics"],
            path => Assert.True(paths.GetProperty(path).TryGetProperty("get", out _)));
        var approve = paths.GetProperty("/api/v1/alerts/{id}/approve").GetProperty("post").GetProperty("requestBody")
            .GetProperty("content").GetProperty("application/json");
        Assert.Equal(
            ["scope", "match", "expires", "comment", "dry_run"],
            approve.GetProperty("schema").GetProperty("properties").EnumerateObject().Select(field => field.Name));
        Assert.True(document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty("Alert")
            .GetProperty("properties").TryGetProperty("why_not_suppressed", out _));
    }

    [Fact]
    public async Task Metrics_are_lines_that_Prometheus_reads()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await using var sensor = await service.UserAsync();
        await sensor.PublishAsync("iotwatch/in/router/flow", []);
        var lines = (await GetAsync(service, "/metrics")).TrimEnd('\n').Split('\n');
        Assert.All(lines, line => Assert.Matches(
            "^(# (HELP|TYPE) iotwatch_[a-z_]+ .+|iotwatch_[a-z_]+({([a-z]+=\"[^\"]*\")?})? -?[0-9]+)$", line));
        Assert.Contains("iotwatch_dropped_total{reason=\"payload-empty\"} 1", lines);
        Assert.Contains("iotwatch_up{link=\"detector\"} 1", lines);
        Assert.Contains("iotwatch_queue{} 0", lines);
        string[] names =
        [
            "messages_total", "events_total", "duplicates_total", "late_total", "missing_total", "dropped_total",
            "queue", "devices", "channels", "review_channels", "updates", "up",
        ];
        Assert.All(names, name =>
            Assert.Contains(lines, line => line.StartsWith($"# TYPE iotwatch_{name} ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Metrics_of_two_services_in_one_process_do_not_mix()
    {
        await using var first = await ServiceUnderTest.StartAsync();
        await using var second = await ServiceUnderTest.StartAsync();
        first.Running.Status.Ingest.CountDropped("only-the-first");
        first.Running.Status.LastObservationAt = DateTime.UnixEpoch.AddSeconds(77);
        var lines = (await GetAsync(first, "/metrics")).Split('\n');
        Assert.Contains("iotwatch_dropped_total{reason=\"only-the-first\"} 1", lines);
        Assert.Contains("iotwatch_last_observation_timestamp_seconds{} 77", lines);
        var others = await GetAsync(second, "/metrics");
        Assert.DoesNotContain("only-the-first", others, StringComparison.Ordinal);
        Assert.DoesNotContain("last_observation", others, StringComparison.Ordinal);
    }

    private static async Task<string> GetAsync(ServiceUnderTest service, string path)
    {
        using var http = new HttpClient { BaseAddress = service.Running.HttpAddress };
        return await http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
    }
}
