namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>The scenario <c>kettle</c>: a small home in which one kettle goes wrong while everything else beacons as it should.</summary>
/// <remarks>The kettle keeps its vendor heartbeat of 55 s while it calls the foreign address, so that only the destination tells the two apart.</remarks>
internal static class KettleHome
{
    public static SimulatedHome Home(ScenarioOptions options)
    {
        var home = new Roster(options);
        home.Add(Published.Find("ikettle"), "ikettle", bad: options.Compromised > 0 ? 0 : null);
        home.Add(Published.Find("tplink-plug"), "hs110");
        home.Add(Published.Find("nest-tstat"), "nest-thermostat");
        home.Add(Published.Find("ring-doorbell"), "ring-doorbell");
        home.Add(Published.Find("dlink-camera"), "dcs-932l");
        home.Add(Published.Find("echodot"), "echo-dot");
        home.AddTelevision("living-room-tv", "f8:3f:51");
        home.AddPerson("laptop", "3c:22:fb", 2_400);
        home.AddPerson("phone", "da:a1:19", 1_500);
        return SimulatedHome.Of(home.Devices);
    }
}
