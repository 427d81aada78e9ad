using System.Text.Json;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Detection;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Tests.Servers;

namespace IoTWatch.Server.Tests.Decisions;

/// <summary>Every kind of alert, as a real service tells it, says all that a person needs to decide.</summary>
public class EveryKindTests
{
    [Fact]
    public async Task Every_alert_shows_expected_against_observed_what_counted_and_why_it_was_not_suppressed()
    {
        await using var service = await HomeGoneWrong.StartAsync();
        using var http = new HttpClient { BaseAddress = service.Running.HttpAddress };
        var stop = TestContext.Current.CancellationToken;
        var stored = service.Running.Alerts.Latest(100);
        Assert.Equal(
            [AlertKind.Beacon, AlertKind.Volume, AlertKind.Lateral, AlertKind.WifiOpenJoin, AlertKind.ClassViolation,
                AlertKind.CadenceChange],
            stored.Select(one => one.Alert.Kind).Distinct().Order());
        Assert.Contains(stored, one => one.Alert.Unexpected.Contains(Deviation.ClearText));
        foreach (var id in stored.Select(one => one.Alert.Id))
        {
            using var json = JsonDocument.Parse(
                await http.GetStringAsync(new Uri($"/api/v1/alerts/{id}", UriKind.Relative), stop));
            Assert.All(
                (string[])["expected", "observed", "contributions", "why_not_suppressed", "unexpected"],
                list => Assert.True(
                    json.RootElement.GetProperty(list).GetArrayLength() > 0,
                    $"{json.RootElement.GetProperty("explanation")}: no {list}"));
            var page = await http.GetStringAsync(new Uri($"/alerts/{id}", UriKind.Relative), stop);
            Assert.All(
                (string[])[
                    ">Expected<", ">Observed<", "class=\"reasons\"", "Why it was not suppressed", "action=\"/alerts/"],
                part => Assert.Contains(part, page, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task What_the_budget_holds_back_is_on_its_own_tab_and_not_in_the_inbox()
    {
        await using var service = await HomeGoneWrong.StartAsync();
        using var http = new HttpClient { BaseAddress = service.Running.HttpAddress };
        var stop = TestContext.Current.CancellationToken;
        var deferred = service.Running.Alerts.Latest(100).Where(IsDeferred).Select(stored => stored.Alert.Id).ToList();
        Assert.NotEmpty(deferred);
        var (inbox, waiting) = (await http.GetStringAsync(new Uri("/", UriKind.Relative), stop),
            await http.GetStringAsync(new Uri("/?tab=deferred", UriKind.Relative), stop));
        Assert.All(deferred, id => Assert.DoesNotContain($"alert-{id}", inbox, StringComparison.Ordinal));
        Assert.All(deferred, id => Assert.Contains($"alert-{id}", waiting, StringComparison.Ordinal));
        using var json = JsonDocument.Parse(
            await http.GetStringAsync(new Uri("/api/v1/alerts?state=deferred", UriKind.Relative), stop));
        Assert.Equal(deferred, json.RootElement.EnumerateArray().Select(alert => alert.GetProperty("id").GetString()));
    }

    private static bool IsDeferred(StoredAlert stored) => stored.Alert.Deferred is not null;
}
