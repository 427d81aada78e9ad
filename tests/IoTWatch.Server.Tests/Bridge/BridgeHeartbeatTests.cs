using System.Text.Json;
using IoTWatch.Server.Storage;
using IoTWatch.Server.Supervision;
using IoTWatch.Server.Tests.Servers;

namespace IoTWatch.Server.Tests.Bridge;

public class BridgeHeartbeatTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_store_that_cannot_be_read_is_one_failure_that_health_page_metrics_and_bridge_show_until_it_can()
    {
        await using var service = await ServiceUnderTest.StartAsync(time: new FastTime());
        await using var user = await service.UserAsync();
        await user.SubscribeAsync("iotwatch/bridge/health");
        using var http = new HttpClient { BaseAddress = service.Running.HttpAddress };
        using var other = service.Running.Of<Database>().Open();
        other.Execute("ALTER TABLE alert RENAME TO alert_away");
        await Eventually.TrueAsync(() => Loop(service).IsFailing, Patience);

        JsonElement health;
        do
            health = JsonDocument.Parse(await user.NextAsync("iotwatch/bridge/health")).RootElement;
        while (!health.GetProperty("loops").TryGetProperty("heartbeat", out _));
        Assert.Contains(
            "no such table: alert", health.GetProperty("loops").GetProperty("heartbeat").GetString(),
            StringComparison.Ordinal);
        Assert.True(health.GetProperty("loop_failures").GetInt64() >= 1);
        var api = JsonDocument.Parse(await GetAsync(http, "/api/v1/health")).RootElement.GetProperty("loops")
            .EnumerateArray()
            .Single(loop => loop.GetProperty("name").GetString() == "heartbeat");
        Assert.Equal(("failing", 1), (api.GetProperty("state").GetString(), api.GetProperty("failures").GetInt32()));
        Assert.Contains("no such table: alert", api.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.String, api.GetProperty("since").ValueKind);
        var metrics = await GetAsync(http, "/metrics");
        Assert.Contains("iotwatch_loop_failures_total{loop=\"heartbeat\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("iotwatch_loop_failing{loop=\"heartbeat\"} 1\n", metrics, StringComparison.Ordinal);
        var page = await GetAsync(http, "/health");
        Assert.Contains("<dt>heartbeat</dt>", page, StringComparison.Ordinal);
        Assert.Contains("1 failure since the start; failing since", page, StringComparison.Ordinal);

        other.Execute("ALTER TABLE alert_away RENAME TO alert");
        await Eventually.TrueAsync(() => !Loop(service).IsFailing, Patience);
        Assert.Equal(1, Loop(service).Failures);
        Assert.Contains(
            "iotwatch_loop_failing{loop=\"heartbeat\"} 0\n", await GetAsync(http, "/metrics"),
            StringComparison.Ordinal);
    }

    private static LoopStatus Loop(ServiceUnderTest service) =>
        service.Running.Status.Loops.Single(loop => loop.Name == "heartbeat");

    private static Task<string> GetAsync(HttpClient http, string path) =>
        http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>
    /// A clock on which the half minute between two heartbeats takes 50 ms, and nothing else is changed.
    /// </summary>
    private sealed class FastTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            period == Server.Bridge.BridgeHeartbeat.Period
                ? base.CreateTimer(callback, state, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50))
                : base.CreateTimer(callback, state, dueTime, period);
    }
}
