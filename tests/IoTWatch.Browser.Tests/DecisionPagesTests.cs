using IoTWatch.Core.Alerts;
using IoTWatch.Core.Detection;
using IoTWatch.Server.Tests.Servers;
using Microsoft.Playwright;

namespace IoTWatch.Browser.Tests;

/// <summary>
/// The pages on which people decide, in a real browser on a real service that watched a home go wrong.
/// </summary>
public sealed class DecisionPagesTests(Chromium chromium)
{
    [Fact]
    public async Task Axe_finds_nothing_on_any_kind_of_alert_or_list_and_nothing_sticks_out()
    {
        await using var service = await HomeGoneWrong.StartAsync();
        var alerts = service.Running.Alerts.Latest(100).Select(stored => stored.Alert).ToList();
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        foreach (var (name, path) in alerts.DistinctBy(alert => alert.Kind)
            .Select(alert => ($"kind-{alert.Kind}", $"/alerts/{alert.Id}"))
            .Concat([("inbox", "/"), ("review", "/?tab=review"), ("deferred", "/?tab=deferred"), ("all", "/?tab=all")]))
        {
            await page.GotoAsync(service.Running.HttpAddress + path[1..]);
            foreach (var details in await page.Locator("details").AllAsync())
                await details.EvaluateAsync("details => details.open = true");
            await Audit.CheckBasicAsync(page, name);
        }
    }

    [Fact]
    public async Task Approving_shows_what_it_would_close_does_it_and_can_be_taken_back_without_JavaScript()
    {
        await using var service = await HomeGoneWrong.StartAsync();
        var alert = Find(service, AlertKind.Volume);
        await using var context = await chromium.Browser.NewContextAsync(new() { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{service.Running.HttpAddress}alerts/{alert.Id}");
        await page.GetByText("Approve: this is normal").ClickAsync();
        await Assertions.Expect(page.Locator(".choice").First).ToContainTextAsync("closes 1 alert");
        await page.Locator("form.approve select[name=expires]").SelectOptionAsync("30d");
        await page.Locator("form.approve button").ClickAsync();

        await Assertions.Expect(page.Locator(".done")).ToHaveTextAsync("Approved. 1 alert was closed.");
        Assert.Equal(AlertState.Approved, service.Running.Alerts.Find(alert.Id)!.State);
        await page.GotoAsync($"{service.Running.HttpAddress}?tab=silenced");
        await Screenshots.TakeAsync(page, "silenced", "light", 1280);
        await Assertions.Expect(page.Locator($"#alert-{alert.Id}")).ToContainTextAsync("approved");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove rule" }).ClickAsync();
        await Assertions.Expect(page.Locator(".done")).ToContainTextAsync("open again");
        Assert.Equal(AlertState.Open, service.Running.Alerts.Find(alert.Id)!.State);
    }

    [Fact]
    public async Task A_person_with_a_keyboard_acknowledges_an_alert_and_calls_another_a_false_positive()
    {
        await using var service = await HomeGoneWrong.StartAsync();
        var alert = Find(service, AlertKind.WifiOpenJoin);
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{service.Running.HttpAddress}alerts/{alert.Id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".done")).ToHaveTextAsync("Acknowledged.");
        await page.GetByLabel("Comment").FillAsync("the neighbour's <b>network</b>");
        await page.GetByRole(AriaRole.Button, new() { Name = "False positive" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator(".done")).ToContainTextAsync("false positive");
        await Assertions.Expect(page.Locator(".remark")).ToHaveTextAsync("the neighbour's <b>network</b>");
        var decided = service.Running.Alerts.Find(alert.Id)!.Alert;
        Assert.Equal((AlertState.FalsePositive, false), (decided.State, decided.Verdict));
    }

    [Fact]
    public async Task The_review_list_and_a_firmware_update_are_decided_card_by_card_and_the_count_on_every_page_goes_down()
    {
        await using var service = await HomeGoneWrong.StartAsync();
        await using var context = await chromium.Browser.NewContextAsync(new() { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{service.Running.HttpAddress}health");
        await Assertions.Expect(page.Locator(".waiting")).ToContainTextAsync("1 device waits for review");
        await Assertions.Expect(page.Locator(".waiting")).ToContainTextAsync("1 firmware update waits");
        await page.Locator(".waiting a").ClickAsync();
        await Assertions.Expect(page.Locator(".device-review .decision"))
            .ToContainTextAsync("While it was being learned, plug called 198.51.100.77:443");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reject", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".done")).ToContainTextAsync("Rejected");
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept as an update" }).ClickAsync();
        await Assertions.Expect(page.Locator(".done")).ToContainTextAsync("Accepted");
        await Assertions.Expect(page.Locator(".waiting")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".empty")).ToContainTextAsync("Nothing waits for review");
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        await using var service = await HomeGoneWrong.StartAsync();
        var alert = Find(service, AlertKind.Volume);
        using var http = new HttpClient { BaseAddress = service.Running.HttpAddress };
        using var form = new FormUrlEncodedContent([new("back", "/")]);
        using var answer = await http.PostAsync(
            new Uri($"/alerts/{alert.Id}/archive", UriKind.Relative), form, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(AlertState.Open, service.Running.Alerts.Find(alert.Id)!.State);
    }

    private static Alert Find(ServiceUnderTest service, AlertKind kind) =>
        service.Running.Alerts.Latest(100).First(stored => stored.Alert.Kind == kind).Alert;
}
