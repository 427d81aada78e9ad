using IoTWatch.Server.Configuration;
using IoTWatch.Server.Tests.Servers;
using Microsoft.Playwright;

namespace IoTWatch.Browser.Tests;

/// <summary>The log-in of the administrator in a real browser on a real service.</summary>
public sealed class LoginPageTests(Chromium chromium)
{
    [Fact]
    public async Task A_person_logs_in_reaches_the_page_asked_for_and_logs_out()
    {
        await using var service = await ServiceUnderTest.StartAsync(options => options with
        {
            Administrator = new AdministratorOptions { Name = "ann", PasswordHash = PasswordHash.Create("kettle") },
        });
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{service.Running.HttpAddress}devices?x=1");

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Log in to IoTWatch");
        await LogInAsync(page, "ann", "teapot");
        await Assertions.Expect(page.Locator("[role=alert]")).ToHaveTextAsync("The name or the password is wrong.");
        await Audit.CheckAsync(page, "/login");

        await LogInAsync(page, "ann", "kettle");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Devices");
        Assert.EndsWith("/devices?x=1", page.Url, StringComparison.Ordinal);
        await page.GotoAsync(service.Running.HttpAddress.ToString());
        await Assertions.Expect(page.Locator("#link")).ToHaveTextAsync("live");
        await Screenshots.TakeAsync(page, "/logged-in", "dark", 360);

        await page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Log in to IoTWatch");
        await page.GotoAsync($"{service.Running.HttpAddress}devices");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Log in to IoTWatch");
    }

    private static async Task LogInAsync(IPage page, string name, string password)
    {
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
    }
}
