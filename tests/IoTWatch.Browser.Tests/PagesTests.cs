using IoTWatch.Core.Alerts;
using IoTWatch.Core.Detection;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(IoTWatch.Browser.Tests.Chromium))]

namespace IoTWatch.Browser.Tests;

public sealed class PagesTests(Chromium chromium)
{
    private const string Hostile =
        "<img src=x onerror=alert(1)>\u202Egnp.exe\"'</td><script>document.title='owned'</script>";

    public static TheoryData<string> EveryPage() =>
    [
        "/", "/?tab=escalated", "/?tab=silenced", $"/alerts/{Some.Kettle().Id}", $"/alerts/{Some.Plug().Id}",
        $"/alerts/{Some.OpenJoin().Id}", "/alerts/unknown", "/devices", "/health",
    ];

    [Theory]
    [MemberData(nameof(EveryPage))]
    public async Task Axe_finds_nothing_and_nothing_sticks_out(string path)
    {
        await using var host = await PagesHost.StartAsync();
        host.Statistics.CountDropped("not-json");
        var page = await OpenAsync(host, path, "light", 1280);
        Assert.Equal(1, await page.Locator("h1").CountAsync());

        await Audit.CheckAsync(page, path);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("<button></button>", "button-name")]
    [InlineData("<p style='color: #999'>pale</p>", "color-contrast")]
    [InlineData("<p style='width: 1300px'>wide</p>", "wider than its window")]
    public async Task A_page_with_a_fault_does_not_pass(string fault, string problem)
    {
        var page = await chromium.Browser.NewPageAsync();
        await page.SetContentAsync(
            "<!doctype html><html "
            + $"lang='en'><head><title>x</title></head><body><main><h1>x</h1>{fault}</main></body></html>");
        var error = await Assert.ThrowsAnyAsync<Exception>(() => Audit.CheckAsync(page, "faulty"));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_empty_service_says_what_to_do_next()
    {
        await using var host = await PagesHost.StartAsync(filled: false);
        var page = await OpenAsync(host, "/", "light", 1280);

        await Audit.CheckAsync(page, "/empty");
        Assert.Contains("iotwatch demo", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_new_alert_appears_on_the_open_page_without_a_reload()
    {
        await using var host = await PagesHost.StartAsync(filled: false);
        var page = await OpenAsync(host, "/", "light", 1280);
        await page.EvaluateAsync("window.sameDocument = true");
        await Assertions.Expect(page.Locator("#link")).ToHaveTextAsync("live");

        host.Status.LastObservationAt = Some.Now;
        host.Alerts.Put(Some.Camera());
        host.Alerts.Put(Some.Kettle());

        await Assertions.Expect(page.Locator("#alerts tbody tr")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("#alerts tbody tr").First).ToContainTextAsync("iKettle2");
        await Assertions.Expect(page.Locator("#clock")).ToContainTextAsync("14:03:22");
        Assert.True(await page.EvaluateAsync<bool>("window.sameDocument === true"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_alert_that_changes_moves_up_and_one_that_is_archived_leaves_the_inbox()
    {
        await using var host = await PagesHost.StartAsync();
        var page = await OpenAsync(host, "/", "light", 1280);
        await Assertions.Expect(page.Locator("#link")).ToHaveTextAsync("live");
        await page.Locator($"#alert-{Some.Lock().Id} a").First.FocusAsync();

        host.Alerts.Put(Some.Lock() with { Severity = Severity.Critical });
        await Assertions.Expect(page.Locator("#alerts tbody tr").First).ToContainTextAsync("hallway-lock");
        Assert.Contains(
            "Beacon every 4 h", await page.EvaluateAsync<string>("document.activeElement.textContent"),
            StringComparison.Ordinal);

        host.Alerts.Put(Some.Lock(), AlertState.Archived);
        await Assertions.Expect(page.Locator("#alerts tbody tr")).ToHaveCountAsync(3);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Two_tabs_share_one_stream_and_both_live()
    {
        await using var host = await PagesHost.StartAsync();
        var first = await OpenAsync(host, "/", "light", 1280);
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync(host.Url);
        await Assertions.Expect(second.Locator("#link")).ToHaveTextAsync("live");

        host.Alerts.Put(Some.Kettle() with { Severity = Severity.Info });

        await Assertions.Expect(first.Locator("#alerts tbody tr").First).ToContainTextAsync("info");
        await Assertions.Expect(second.Locator("#alerts tbody tr").First).ToContainTextAsync("info");
        await first.Context.CloseAsync();
    }

    [Theory]
    [InlineData("page")]
    [InlineData("stream")]
    public async Task Hostile_names_are_shown_as_text(string way)
    {
        await using var host = await PagesHost.StartAsync();
        var kettle = Some.Kettle();
        var hostile = kettle with
        {
            Id = "hostile",
            Device = kettle.Device with { Name = Hostile, Vendor = Hostile },
            Destination = kettle.Destination with { Name = Hostile, Org = Hostile, CountrySource = Hostile },
            Explanation = Hostile,
            Expected = [Hostile],
            WhyNotSuppressed = [Hostile],
            Profile = Hostile,
            Contributions = [new(Hostile, 1, 2, 3)],
        };
        if (way == "page")
            host.Alerts.Put(hostile);
        var page = await OpenAsync(host, "/", "dark", 1280);
        if (way == "stream")
        {
            await Assertions.Expect(page.Locator("#link")).ToHaveTextAsync("live");
            host.Alerts.Put(hostile);
        }
        await Assertions.Expect(page.Locator("#alert-hostile .c-device a"))
            .ToHaveTextAsync(Hostile.Replace("\u202E", "‹U+202E›", StringComparison.Ordinal));
        Assert.Equal(0, await page.Locator("main img, main script").CountAsync());
        foreach (var path in new[] { "/alerts/hostile", "/devices" })
        {
            await page.GotoAsync(host.Url + path);
            Assert.Equal(0, await page.Locator("main img, main script").CountAsync());
            Assert.DoesNotContain("\u202E", await page.ContentAsync(), StringComparison.Ordinal);
            Assert.NotEqual("owned", await page.TitleAsync());
        }
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Every_page_works_without_JavaScript()
    {
        await using var host = await PagesHost.StartAsync();
        var context = await chromium.Browser.NewContextAsync(new() { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        await page.GotoAsync(host.Url);

        await page.Locator("#alerts tbody tr").First.Locator("th a").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("every 60.2 s");
        await page.Locator("nav[aria-label=Main] a", new() { HasText = "Devices" }).ClickAsync();
        await Assertions.Expect(page.Locator("table.devices tbody tr")).ToHaveCountAsync(4);
        await page.GotoAsync(host.Url + "/?tab=escalated");
        await Assertions.Expect(page.Locator("#alerts tbody tr")).ToHaveCountAsync(1);
        await context.CloseAsync();
    }

    [Fact]
    public async Task The_page_breaks_no_rule_of_its_own_content_policy()
    {
        await using var host = await PagesHost.StartAsync();
        var context = await chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type is "error" or "warning") complaints.Add(message.Text); };
        page.PageError += (_, error) => complaints.Add(error);
        foreach (var path in new[] { "/", $"/alerts/{Some.Kettle().Id}", "/devices", "/health" })
        {
            await page.GotoAsync(host.Url + path);
            await Assertions.Expect(page.Locator("#link")).ToHaveTextAsync("live");
        }

        Assert.Empty(complaints);
        await context.CloseAsync();
    }

    private async Task<IPage> OpenAsync(PagesHost host, string path, string scheme, int width)
    {
        var context = await chromium.Browser.NewContextAsync(new()
        {
            ColorScheme = scheme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new() { Width = width, Height = width < 500 ? 740 : 860 },
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync(host.Url + path);
        return page;
    }
}
