namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>
/// The scenario <c>household</c>: published devices, personal devices, televisions, consoles and guests, with some
/// compromised devices.
/// </summary>
/// <remarks>
/// Every sixth device is a person's (two phones, a laptop, a tablet …), every fifteenth a television or a console; the
/// list of published devices is repeated as needed. Compromised devices are drawn among the published. In addition to
/// the requested devices: guests with a phone every 9 days (Poisson) for LN(4 h, σ 1.2), at most 3 days; and a new
/// thing every 30 days, which stays; at most 13. Events of the home: <see cref="HomeEvents"/>; of devices:
/// <see cref="ThingFactory"/>, <see cref="FirmwareUpdates"/>, <see cref="PersonalDeviceFactory"/>,
/// <see cref="ScreenFactory"/>.
/// </remarks>
internal static class HouseholdScenario
{
    private const double Day = 86_400;
    private const int FirstHost = 20;
    private const int FirstPurchase = 221;
    private const int MaxPurchases = 13;
    private const int FirstGuest = 234;
    private const int GuestAddresses = 20;

    public static SimulatedHome Create(ScenarioOptions options)
    {
        var seconds = (options.Duration ?? TimeSpan.FromDays(1)).TotalSeconds;
        var rng = new SeededRandom(options.Seed);
        var events = new HomeEvents(rng.Fork("home"), seconds);
        var things = new ThingFactory(options, events, rng.Fork("things"));
        var people = new PersonalDeviceFactory(options, events, rng.Fork("people"));
        var screens = new ScreenFactory(options, events, rng.Fork("screens"));
        var compromised = Compromised(options);
        var devices = new List<SimulatedDevice>();
        var copies = new Dictionary<string, int>();
        for (var n = 0; n < options.Devices; n++)
        {
            var onlineFrom = rng.Fork($"power {n}").Uniform(.1, 1.9);
            if (n % 15 == 14)
                devices.Add(n % 30 == 14
                    ? screens.Television($"tv-{n}", FirstHost + n, seconds)
                    : screens.Console($"playstation-{n}", FirstHost + n, seconds));
            else if (n % 6 == 5)
                devices.Add(Person(people, n, onlineFrom, seconds));
            else
                devices.Add(things.Create(
                    Model(n), Name(Model(n)), FirstHost + n, onlineFrom, seconds,
                    compromised.TryGetValue(n, out var rank) ? BeaconScenario.BeaconCall(options, rank) : null));
        }
        devices.AddRange(Guests(rng.Fork("guests"), people, seconds));
        var bought = rng.Fork("bought");
        foreach (var (at, place) in HomeEvents.Poisson(bought, 30 * Day, 0, seconds).Take(MaxPurchases)
            .Zip(Enumerable.Range(FirstPurchase, MaxPurchases)))
        {
            var model = PublishedDevice.All[bought.WholeNumber(0, PublishedDevice.All.Count - 1)];
            devices.Add(things.Create(model, Name(model), place, at, seconds, null) with { IsResident = false });
        }
        return new SimulatedHome(devices, events.Outages, events.Rejoins, events.Vacant);

        string Name(PublishedDevice model)
        {
            var copy = copies[model.Name] = copies.GetValueOrDefault(model.Name) + 1;
            return copy == 1 ? model.Name : $"{model.Name}-{copy}";
        }
    }

    private static bool IsThing(int number) => number % 15 != 14 && number % 6 != 5;

    private static PublishedDevice Model(int number) =>
        PublishedDevice.All[Enumerable.Range(0, number).Count(IsThing) % PublishedDevice.All.Count];

    private static Dictionary<int, int> Compromised(ScenarioOptions options)
    {
        var rng = new SeededRandom(options.Seed).Fork("bad");
        return Enumerable.Range(0, options.Devices).Where(IsThing).Select(n => (n, Key: rng.NextBits()))
            .OrderBy(x => x.Key)
            .Take(options.Compromised).Select((x, rank) => (x.n, rank)).ToDictionary(x => x.n, x => x.rank);
    }

    private static SimulatedDevice Person(PersonalDeviceFactory people, int n, double onlineFrom, double seconds) =>
        (n / 6 % 4) switch
        {
            1 => people.Create($"laptop-{n}", "3c:22:fb", FirstHost + n, true, onlineFrom, seconds),
            3 => people.Create($"tablet-{n}", "ae:42:07", FirstHost + n, false, onlineFrom, seconds),
            _ => people.Create($"phone-{n}", "da:a1:19", FirstHost + n, false, onlineFrom, seconds),
        };

    private static IEnumerable<SimulatedDevice> Guests(SeededRandom rng, PersonalDeviceFactory people, double seconds)
    {
        var count = 0;
        foreach (var at in HomeEvents.Poisson(rng, 9 * Day, 0, seconds))
        {
            count++;
            yield return people.Create(
                $"guest-phone-{count}", "c6:19:5d", FirstGuest + count % GuestAddresses, false, at,
                Math.Min(seconds, at + Math.Min(3 * Day, rng.LogNormal(4 * 3_600, 1.2))), isGuest: true);
        }
    }
}
