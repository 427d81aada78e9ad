namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>The scenarios that there are.</summary>
public static class ScenarioCatalog
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("kettle", "A home of nine devices in which the kettle starts to call an unnamed foreign address like clockwork.", TimeSpan.FromHours(2), KettleHome.Home),
        new("beacon", "One device that does nothing but call one address regularly.", TimeSpan.FromHours(2), LoneBeacon.Home),
        new("household", "A home that lives: thirty devices with published heartbeat periods, firmware updates, reboots and outages, people and their guests; one or more devices gone wrong.", TimeSpan.FromDays(1), Household.Home),
    ];

    /// <summary>The scenario of that name, or null.</summary>
    public static Scenario? Find(string name) => All.FirstOrDefault(s => s.Name == name);
}
