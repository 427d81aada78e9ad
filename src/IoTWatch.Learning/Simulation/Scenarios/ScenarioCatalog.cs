namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>The scenarios that there are.</summary>
public static class ScenarioCatalog
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("kettle", "A home of nine devices in which the kettle starts to call an unnamed foreign address like clockwork.", TimeSpan.FromHours(2), KettleHome.Devices),
        new("beacon", "One device that does nothing but call one address regularly.", TimeSpan.FromHours(2), LoneBeacon.Devices),
        new("household", "Thirty devices with published heartbeat periods, people's traffic, and one or more devices gone wrong.", TimeSpan.FromDays(1), Household.Devices),
    ];

    /// <summary>The scenario of that name, or null.</summary>
    public static Scenario? Find(string name) => All.FirstOrDefault(s => s.Name == name);
}
