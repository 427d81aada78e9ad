using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>The scenario <c>beacon</c>: one device, one channel; also the call that the other scenarios' bad devices make.</summary>
internal static class LoneBeacon
{
    public static SimulatedHome Home(ScenarioOptions options) =>
        SimulatedHome.Of([SimulatedDevice.Create(new SeededRandom(options.Seed), "sensor", "24:0a:c4", 50, BadCall(options, 0))]);

    /// <param name="rank">The bad device's place: later ones call the addresses after the first, up to 20 % slower each.</param>
    public static Call BadCall(ScenarioOptions options, int rank)
    {
        var from = options.GoesWrongAfter.TotalSeconds;
        var period = options.PeriodSeconds * (1 + rank * .2);
        return new Call
        {
            Addresses = [IpAddress.FromV4(IpAddress.Parse(options.BeaconAddress).V4 + (uint)rank)],
            Port = options.BeaconPort,
            FromSeconds = Math.Max(from, 1),
            LongConnection = options.InFlow,
            BytesOut = 286,
            BytesIn = 190,
            TruePeriodSeconds = period,
            KeepsPhase = true,
            Starts = (rng, at) => Habits.Every(rng, period, options.Jitter, at, options.Missed),
        };
    }
}
