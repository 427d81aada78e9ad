using System.Globalization;
using IoTWatch.Core.Observations;
using IoTWatch.Learning.Evaluation.Labels;
using IoTWatch.Learning.Simulation;
using IoTWatch.Learning.Simulation.Scenarios;

namespace IoTWatch.Learning.Evaluation.Households;

/// <summary>A simulated home into which beacons of every class have been put, one in a device.</summary>
/// <remarks>
/// The home is the scenario <c>household</c> with nobody gone wrong. Devices are drawn by the seed among the things that are there from beginning to end.
/// Every beacon calls an address of its own (203.0.113.0/24, RFC 5737), without a name where its class does not say so, with gaps p·(1 + U(−j, j)), p log-uniform and j uniform in its
/// class; the first begins soon after learning, the others one after the other over the first third of the time left.
/// </remarks>
internal static class InfectedHousehold
{
    private const uint FirstAddress = 0xCB00_7100;
    private const double FromStartSeconds = 60;
    private const double ClassesFrom = 0.02;
    private const double ClassesUntil = 0.33;

    /// <returns>The timeline, what was put into it, and the hardware addresses of the people's devices.</returns>
    public static (IEnumerable<Observation> Observations, IReadOnlyList<Injection> Injections, IReadOnlySet<string> Personal) Create(ulong seed, HouseholdOptions options)
    {
        var scenario = new ScenarioOptions { Seed = seed, Devices = options.Devices, Compromised = 0, Duration = options.Duration };
        var home = Household.Home(scenario);
        var devices = home.Devices.ToArray();
        var rng = new SeededRandom(seed).Fork("injections");
        var drawn = Enumerable.Range(0, devices.Length).Where(at => devices[at].IsResident).Select(at => (At: at, Key: rng.NextBits())).OrderBy(pair => pair.Key).ToLookup(pair => devices[pair.At].Kind, pair => pair.At);
        var things = new Queue<int>(drawn[DeviceKind.Thing]);
        var personal = new Queue<int>(drawn[DeviceKind.Personal]);
        var classes = InjectionClass.All;
        var injections = new List<Injection>();
        for (var place = 0; place < classes.Count; place++)
        {
            if (!(classes[place].Personal ? personal : things).TryDequeue(out var victim))
                continue;
            var left = (options.Duration - options.LearnFor).TotalSeconds;
            var from = classes[place].FromStart ? FromStartSeconds : options.LearnFor.TotalSeconds + left * (ClassesFrom + (ClassesUntil - ClassesFrom) * place / classes.Count);
            var (call, injection) = Inject(classes[place], devices[victim], place, from, seed, rng.Fork($"injection {place}"));
            devices[victim] = devices[victim] with { Calls = [.. devices[victim].Calls, call] };
            injections.Add(injection);
        }
        // A tick ends every timeline: what waits for event time is taken.
        return (DeviceTraffic.Of(home with { Devices = devices }, scenario, options.Duration).Append(new TickObservation { At = scenario.StartAt + options.Duration }), injections,
            devices.Where(device => device.Kind == DeviceKind.Personal).Select(device => device.Mac.ToString()).ToHashSet(StringComparer.Ordinal));
    }

    private static (Call, Injection) Inject(InjectionClass kind, SimulatedDevice device, int place, double from, ulong seed, SeededRandom rng)
    {
        var address = IpAddress.FromV4(FirstAddress + 10 + (uint)place);
        var period = rng.LogUniform(kind.LeastPeriod, kind.MostPeriod);
        var jitter = rng.Uniform(kind.LeastJitter, kind.MostJitter);
        var host = kind.Named ? $"cdn.sync-{seed}-{place}.example" : null;
        var call = new Call
        {
            Host = host,
            Addresses = [address],
            Port = 443,
            FromSeconds = from,
            LongConnection = kind.InFlow,
            BytesOut = (int)rng.LogUniform(100, 1_200),
            BytesIn = (int)rng.LogUniform(60, 1_200),
            TruePeriodSeconds = period,
            KeepsPhase = true,
            Starts = (random, at) => Habits.Every(random, period, jitter, at),
        };
        return (call, new Injection(kind, seed, jitter, new ChannelLabel
        {
            Path = string.Create(CultureInfo.InvariantCulture, $"seed {seed}, injection {place}"),
            Device = device.Mac.ToString(),
            Address = address.ToString(),
            Name = host,
            Proto = "tcp",
            Port = call.Port,
            Beacon = !kind.FromStart,
            PeriodS = period,
            InFlow = kind.InFlow,
            Basis = "generated",
        }));
    }
}
