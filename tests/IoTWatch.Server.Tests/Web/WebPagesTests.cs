using System.Net;
using System.Net.Http.Headers;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Text;

namespace IoTWatch.Server.Tests.Web;

public sealed class WebPagesTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/?tab=nonsense&before=-1&device=%00")]
    [InlineData("/alerts/a")]
    [InlineData("/devices")]
    [InlineData("/health")]
    public async Task A_page_allows_nothing_but_itself(string path)
    {
        await using var host = await WebHost.StartAsync();
        host.Publish(SomeAlert.Of("a"));
        using var response = await host.Http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.StartsWith(
            "default-src 'self';", Assert.Single(response.Headers.GetValues("Content-Security-Policy")),
            StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8424, 0.0004, 1512, "2.3 h", "0 %", "2 kB")]
    [InlineData(95, 0.034, 310, "95 s", "3.4 %", "310 bytes")]
    public async Task A_page_rounds_as_the_sentence_of_an_alert_does(
        double period, double jitter, double bytes, string periodText, string jitterText, string bytesText)
    {
        Assert.Equal(
            (periodText, jitterText, bytesText),
            (DisplayText.Period(period), DisplayText.Share(jitter), DisplayText.Bytes(bytes)));
        await using var host = await WebHost.StartAsync();
        var beacon = new BeaconSummary(0.99, period, jitter, 64, 0, 3780, bytes, "renewal", false);
        host.Publish(SomeAlert.Of("a") with { Beacon = beacon });

        var list = await host.Http.GetStringAsync("/", TestContext.Current.CancellationToken);
        Assert.Contains($"Beacon every {periodText} &#xB1; {jitterText}", list, StringComparison.Ordinal);
        var page = await host.Http.GetStringAsync("/alerts/a", TestContext.Current.CancellationToken);
        Assert.Contains($"<dd>{periodText}</dd>", page, StringComparison.Ordinal);
        Assert.Contains($"<dd>{bytesText}</dd>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_alert_is_not_found_and_says_so()
    {
        await using var host = await WebHost.StartAsync();
        using var response = await host.Http.GetAsync("/alerts/none", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains(
            "No alert has this id", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_evidence_is_the_alert_itself()
    {
        await using var host = await WebHost.StartAsync();
        host.Publish(SomeAlert.Of("a"));

        var json = await host.Http.GetStringAsync("/alerts/a/evidence.json", TestContext.Current.CancellationToken);

        Assert.Equal(AlertJson.Write(SomeAlert.Of("a")), json);
    }

    [Fact]
    public async Task An_asset_is_kept_by_its_version_and_confirmed_by_its_tag()
    {
        await using var host = await WebHost.StartAsync();
        var page = await host.Http.GetStringAsync("/", TestContext.Current.CancellationToken);
        var start = page.IndexOf("/assets/app.css?v=", StringComparison.Ordinal);
        var url = page[start..page.IndexOf('"', start)];
        using var first = await host.Http.GetAsync(url, TestContext.Current.CancellationToken);
        Assert.Contains("immutable", first.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        Assert.Equal("text/css", first.Content.Headers.ContentType?.MediaType);

        using var again = new HttpRequestMessage(HttpMethod.Get, "/assets/app.css");
        again.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(first.Headers.ETag!.Tag));
        using var second = await host.Http.SendAsync(again, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await host.Http.GetAsync("/assets/..%2Fsecret", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_list_longer_than_a_page_leads_to_its_older_alerts()
    {
        await using var host = await WebHost.StartAsync();
        for (var i = 0; i < 130; i++)
            host.Alerts.Put(SomeAlert.Of($"a{i}"));

        var first = await host.Http.GetStringAsync("/", TestContext.Current.CancellationToken);
        Assert.Contains("href=\"/?before=31\"", first, StringComparison.Ordinal);
        var second = await host.Http.GetStringAsync("/?before=31", TestContext.Current.CancellationToken);

        Assert.Contains("alert-a29\"", second, StringComparison.Ordinal);
        Assert.DoesNotContain("alert-a30\"", second, StringComparison.Ordinal);
    }
}
