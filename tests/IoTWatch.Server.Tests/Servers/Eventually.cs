namespace IoTWatch.Server.Tests.Servers;

/// <summary>Waits for another process to bring something about; never for time to pass.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, TimeSpan patience)
    {
        using var given = new CancellationTokenSource(patience);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
            await beat.WaitForNextTickAsync(given.Token);
    }
}
