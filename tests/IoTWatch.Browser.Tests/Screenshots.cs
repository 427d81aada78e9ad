using Microsoft.Playwright;

namespace IoTWatch.Browser.Tests;

/// <summary>Keeps a picture of each page for a person to look at, in the folder that IOTWATCH_SHOTS names.</summary>
internal static class Screenshots
{
    public static async Task TakeAsync(IPage page, string path, string scheme, int width)
    {
        if (Environment.GetEnvironmentVariable("IOTWATCH_SHOTS") is not { Length: > 0 } folder)
            return;
        var name = path.Trim('/').Replace('/', '-').Replace('?', '-').Replace('=', '-');
        await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(folder, $"{(name.Length == 0 ? "alerts" : name)}-{scheme}-{width}.png"),
            FullPage = true
        });
    }
}
