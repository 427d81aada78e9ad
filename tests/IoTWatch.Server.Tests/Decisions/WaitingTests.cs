using System.Net;
using System.Text.Json;
using IoTWatch.Core.Alerts;
using IoTWatch.Server.Tests.Servers;

namespace IoTWatch.Server.Tests.Decisions;

/// <summary>What waits for a decision while or after learning, over HTTP.</summary>
public class WaitingTests
{
    [Fact]
    public async Task A_plug_that_is_bad_from_its_first_hour_waits_for_review_and_once_approved_is_expected_even_after_a_crash()
    {
        await using var service = await HomeGoneWrong.StartAsync();
        var item = Assert.Single(await ListAsync(service, "review"));
        Assert.Equal(
            ("plug", "198.51.100.77", 443),
            (item.GetProperty("name").GetString(), item.GetProperty("address").GetString(),
                item.GetProperty("port").GetInt32()));
        Assert.All(
            (string[])["explanation", "approve", "reject"],
            sentence => Assert.EndsWith(".", item.GetProperty(sentence).GetString(), StringComparison.Ordinal));

        var path = $"/api/v1/review/{item.GetProperty("id").GetString()}/approve";
        Assert.Equal(HttpStatusCode.OK, await PostAsync(service, path));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(service, path));
        await service.Running.AbandonAsync();
        await service.StartAgainAsync();
        await service.SettleAsync();
        Assert.Empty(await ListAsync(service, "review"));
        Assert.True((await ListAsync(service, "channels"))
            .Single(channel => channel.GetProperty("address").GetString() == "198.51.100.77").GetProperty("expected")
            .GetBoolean());
    }

    [Fact]
    public async Task Rejected_it_is_an_open_alert_that_goes_on_with_its_next_calls()
    {
        await using var service = await HomeGoneWrong.StartAsync();
        var item = Assert.Single(await ListAsync(service, "review"));
        Assert.Equal(AlertState.Review, Plug().State);
        Assert.Equal(
            HttpStatusCode.OK, await PostAsync(service, $"/api/v1/review/{item.GetProperty("id").GetString()}/reject"));
        Assert.Equal(AlertState.Open, Plug().State);
        await HomeGoneWrong.ShowAsync(service, HomeGoneWrong.PlugCalls(172 * 3600), "router-2");
        Assert.Equal(("198.51.100.77", AlertState.Open), (Plug().Destination.Address, Plug().State));

        Alert Plug() =>
            Assert.Single(service.Running.Alerts.Latest(100), stored => stored.Alert.Device.Name == "plug").Alert;
    }

    [Theory]
    [InlineData("accept", true)]
    [InlineData("reject", false)]
    public async Task A_firmware_update_is_one_decision_about_all_its_destinations(string word, bool expected)
    {
        await using var service = await HomeGoneWrong.StartAsync();
        var update = Assert.Single(await ListAsync(service, "drift"));
        Assert.Equal(3, update.GetProperty("destinations").GetArrayLength());
        var device = update.GetProperty("device").GetString();
        Assert.Equal(HttpStatusCode.OK, await PostAsync(service, $"/api/v1/drift/{device}/{word}"));
        Assert.Empty(await ListAsync(service, "drift"));
        var channels = (await ListAsync(service, "channels")).Where(
            channel => channel.GetProperty("port").GetInt32() == 8443).ToList();
        Assert.Equal(3, channels.Count);
        Assert.All(channels, channel => Assert.Equal(expected, channel.GetProperty("expected").GetBoolean()));
    }

    [Fact]
    public async Task A_channel_has_the_keys_that_the_command_line_prints()
    {
        await using var service = await HomeGoneWrong.StartAsync();
        var channel = (await ListAsync(service, "channels?destination=radio.org")).Single();
        Assert.Equal(
            ["device", "mac", "ip", "name", "vendor", "destination", "host", "address", "port", "proto", "country",
                "org", "contacts", "first_at", "last_at", "probability",
                "period_s", "jitter", "missed", "in_flow", "tier", "expected", "rita", "features"],
            channel.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            ("radio", "F3"), (channel.GetProperty("name").GetString(), channel.GetProperty("tier").GetString()));
    }

    [Fact]
    public async Task Lists_come_page_by_page()
    {
        await using var service = await HomeGoneWrong.StartAsync();
        using var http = new HttpClient { BaseAddress = service.Running.HttpAddress };
        var ids = new List<string?>();
        for (string? before = null; ;)
        {
            using var answer = await http.GetAsync(
                new Uri($"/api/v1/alerts?limit=5&before={before}", UriKind.Relative),
                TestContext.Current.CancellationToken);
            using var page = JsonDocument.Parse(
                await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            ids.AddRange(page.RootElement.EnumerateArray().Select(alert => alert.GetProperty("id").GetString()));
            if (!answer.Headers.TryGetValues("X-Next-Before", out var next))
                break;
            before = next.Single();
        }
        Assert.Equal(service.Running.Alerts.Latest(100).Select(stored => stored.Alert.Id), ids);
    }

    private static async Task<List<JsonElement>> ListAsync(ServiceUnderTest service, string list)
    {
        using var http = new HttpClient { BaseAddress = service.Running.HttpAddress };
        using var answer = JsonDocument.Parse(await http.GetStringAsync(
            new Uri($"/api/v1/{list}", UriKind.Relative), TestContext.Current.CancellationToken));
        return [.. answer.RootElement.Clone().EnumerateArray()];
    }

    private static async Task<HttpStatusCode> PostAsync(ServiceUnderTest service, string path)
    {
        using var http = new HttpClient { BaseAddress = service.Running.HttpAddress };
        using var answer = await http.PostAsync(
            new Uri(path, UriKind.Relative), null, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
