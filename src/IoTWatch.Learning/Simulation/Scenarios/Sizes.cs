namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Payload sizes around a median, lognormal, 1 byte to 60 kB.</summary>
internal static class Sizes
{
    public static int Draw(SeededRandom rng, int median, double sigma) =>
        sigma == 0 ? median : (int)Math.Clamp(rng.LogNormal(median, sigma), 1, 60_000);
}
