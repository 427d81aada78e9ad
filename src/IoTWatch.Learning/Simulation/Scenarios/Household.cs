namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>The scenario <c>household</c>: the published devices one after the other, with people and a television among them, and some gone wrong.</summary>
/// <remarks>Every tenth device is a person's, every fifteenth a television; where the published devices run out they come again. The bad ones are drawn by the seed among the published.</remarks>
internal static class Household
{
    public static IReadOnlyList<SimulatedDevice> Devices(ScenarioOptions options)
    {
        var home = new Roster(options);
        var numbers = Enumerable.Range(0, options.Devices).ToArray();
        var rng = new SeededRandom(options.Seed).Fork("bad");
        var bad = numbers.Where(n => !IsPersons(n)).Select(n => (n, Key: rng.NextBits())).OrderBy(x => x.Key)
            .Take(options.Compromised).Select((x, rank) => (x.n, rank)).ToDictionary(x => x.n, x => x.rank);
        var next = 0;
        foreach (var n in numbers)
            if (n % 15 == 14)
                home.AddTelevision($"tv-{n}", "f8:3f:51");
            else if (IsPersons(n))
                home.AddPerson($"phone-{n}", "da:a1:19", 1_800);
            else
            {
                var model = Published.Devices[next % Published.Devices.Count];
                var copy = next++ / Published.Devices.Count;
                home.Add(model, copy == 0 ? model.Name : $"{model.Name}-{copy + 1}", bad.TryGetValue(n, out var rank) ? rank : null);
            }
        return home.Devices;
    }

    private static bool IsPersons(int number) => number % 10 == 9 || number % 15 == 14;
}
