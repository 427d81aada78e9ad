namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>A home: its devices, and what happens to all of them at once.</summary>
/// <param name="Outages">The internet cannot be reached.</param>
/// <param name="Rejoins">When every device that is on joins the Wi-Fi anew, since the router was restarted.</param>
/// <param name="Empty">Nobody is at home to use anything.</param>
internal sealed record SimulatedHome(IReadOnlyList<SimulatedDevice> Devices, Spells Outages, IReadOnlyList<double> Rejoins, Spells Empty)
{
    /// <summary>A home to which nothing happens.</summary>
    public static SimulatedHome Of(IReadOnlyList<SimulatedDevice> devices) => new(devices, Spells.None, [], Spells.None);
}
