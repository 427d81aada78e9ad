using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>
/// The scenario <c>beacon</c>: one device with one channel; also creates the beacons of the other scenarios.
/// </summary>
internal static class BeaconScenario
{
    public static SimulatedHome Create(ScenarioOptions options) =>
        SimulatedHome.Of(
            [SimulatedDevice.Create(new SeededRandom(options.Seed), "sensor", "24:0a:c4", 50, BeaconCall(options, 0))]);

    /// <param name="rank">Index among the compromised devices: each calls the next address, with a period longer by 20
    /// % of the first.</param>
    public static Call BeaconCall(ScenarioOptions options, int rank)
    {
        var from = options.BeaconAfter.TotalSeconds;
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
            Starts = (rng, at) => ArrivalTimes.Periodic(rng, period, options.Jitter, at, options.Missed),
        };
    }
}
