using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace IoTWatch.Browser.Tests;

/// <summary>Checks an open page with axe and its width, in several sizes and colour schemes.</summary>
/// <remarks>
/// A colour depends on the scheme and all other rules on the width: two full runs and two runs of the colour rule cover
/// all four combinations. Axe is loaded once per page and runs in the page itself; the package's own runner opens a
/// second page for each run, which takes longer than the run.
/// </remarks>
internal static class Audit
{
    private const string AnyRule = "";

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <param name="name">Names the page in messages and pictures.</param>
    public static async Task CheckAsync(IPage page, string name)
    {
        await CheckBasicAsync(page, name);
        await CheckAsync(page, name, "light", 960, "scrollable-region-focusable");
        await CheckAsync(page, name, "light", 360, "color-contrast");
    }

    /// <summary>The same for a page whose layout another page has too: three of the five runs.</summary>
    public static async Task CheckBasicAsync(IPage page, string name)
    {
        await page.EvaluateAsync(Axe);
        await CheckAsync(page, name, "light", 1280, AnyRule);
        await CheckAsync(page, name, "dark", 1280, "color-contrast");
        await CheckAsync(page, name, "dark", 360, AnyRule);
    }

    private static async Task CheckAsync(IPage page, string name, string scheme, int width, string rule)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme == "dark" ? ColorScheme.Dark : ColorScheme.Light });
        await page.SetViewportSizeAsync(width, width < 500 ? 740 : 860);
        var result = await page.EvaluateAsync<JsonElement>(
            """
            rule => axe.run(document, {
                resultTypes: ['violations'], preload: false, ...(rule ? { runOnly: { type: 'rule', values: [rule] } } : {})
            })
            """,
            rule);
        await Screenshots.TakeAsync(page, name, scheme, width);
        var violations = result.GetProperty("violations").EnumerateArray().Select(Describe);
        Assert.Equal("", string.Join('\n', violations.Select(violation => $"{name} {scheme} {width} {violation}")));
        Assert.False(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > window.innerWidth"),
            $"{name} is wider than its window of {width}");
    }

    private static string Describe(JsonElement violation) =>
        $"{violation.GetProperty("id")}: {violation.GetProperty("help")}: " + string.Join(
            " | ", violation.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("html").ToString()));
}
