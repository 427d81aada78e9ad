using System.Globalization;
using IoTWatch.Core.Observations;
using IoTWatch.Learning.Evaluation.Labels;
using IoTWatch.Learning.Simulation;
using IoTWatch.Learning.Simulation.Scenarios;

namespace IoTWatch.Learning.Evaluation.Households;

/// <summary>Creates a simulated home with one injected beacon of every class, each in its own device.</summary>
/// <remarks>
/// The home is the scenario <c>household</c> without compromised devices. Devices are drawn among the residents.
/// Every beacon calls its own address (203.0.113.0/24, RFC 5737), with a name only if its class has one, with gaps
/// p·(1 + U(−j, j)), p log-uniform and j uniform in the ranges of its class. Beacons begin one after the other in the
/// first third of the time after learning.
/// </remarks>
internal static class InfectedHousehold
{
    private const uint FirstAddress = 0xCB00_7100;
    private const double FromStartSeconds = 60;
    private const double ClassesFrom = 0.02;
    private const double ClassesUntil = 0.33;

    /// <returns>The observations, the injected beacons, and the MAC addresses of personal devices.</returns>
    public static (
        IEnumerable<
            Observation> Observations, IReadOnlyList<Injection> Injections, IReadOnlySet<string> Personal) Create(
        ulong seed, HouseholdOptions options)
    {
        var scenario = new ScenarioOptions
        {
            Seed = seed,
            Devices = options.Devices,
            Compromised = 0,
            Duration = options.Duration
        };
        var home = HouseholdScenario.Create(scenario);
        var devices = home.Devices.ToArray();
        var rng = new SeededRandom(seed).Fork("injections");
        var drawn = Enumerable.Range(0, devices.Length).Where(at => devices[at].IsResident)
            .Select(at => (At: at, Key: rng.NextBits())).OrderBy(pair => pair.Key)
            .ToLookup(pair => devices[pair.At].Kind, pair => pair.At);
        var things = new Queue<int>(drawn[DeviceKind.Thing]);
        var personal = new Queue<int>(drawn[DeviceKind.Personal]);
        var classes = InjectionClass.All;
        var injections = new List<Injection>();
        for (var place = 0; place < classes.Count; place++)
        {
            if (!(classes[place].Personal ? personal : things).TryDequeue(out var victim))
                continue;
            var left = (options.Duration - options.LearnFor).TotalSeconds;
            var from = classes[place].FromStart
                ? FromStartSeconds
                : options.LearnFor.TotalSeconds
                    + left * (ClassesFrom + (ClassesUntil - ClassesFrom) * place / classes.Count);
            var (call, injection) = Inject(
                classes[place], devices[victim], place, from, seed, rng.Fork($"injection {place}"));
            devices[victim] = devices[victim] with { Calls = [.. devices[victim].Calls, call] };
            injections.Add(injection);
        }
        // A tick at the end processes what waits for event time.
        return (HomeTimeline.Generate(home with { Devices = devices }, scenario, options.Duration)
            .Append(new TickObservation { At = scenario.StartAt + options.Duration }), injections,
            devices.Where(device => device.Kind == DeviceKind.Personal).Select(device => device.Mac.ToString())
                .ToHashSet(StringComparer.Ordinal));
    }

    private static (Call, Injection) Inject(
        InjectionClass kind, SimulatedDevice device, int place, double from, ulong seed, SeededRandom rng)
    {
        var address = IpAddress.FromV4(FirstAddress + 10 + (uint)place);
        var period = rng.LogUniform(kind.MinPeriod, kind.MaxPeriod);
        var jitter = rng.Uniform(kind.MinJitter, kind.MaxJitter);
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
            Starts = (random, at) => ArrivalTimes.Periodic(random, period, jitter, at),
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

/// <summary>Ground truth of a beacon injected into a simulated home.</summary>
internal sealed record Injection(InjectionClass Class, ulong Seed, double Jitter, ChannelLabel Label);

/// <summary>A class of injected beacons.</summary>
/// <param name="Name">Name in the report.</param>
/// <param name="IsTarget">Counts as target: 30 s to 1 h, at most 30 % jitter.</param>
/// <param name="Named">The destination has its own name instead of a bare address.</param>
/// <param name="Personal">Injected into a personal device instead of a thing.</param>
/// <param name="FromStart">Active from the first minute: it must be put on the review list and not be learned; no alert
/// is required.</param>
internal sealed record InjectionClass(
    string Name, bool IsTarget, double MinPeriod, double MaxPeriod, double MinJitter, double MaxJitter,
    bool InFlow = false, bool FromStart = false, bool Named = false, bool Personal = false)
{
    /// <summary>All classes; slow ones first, because they need the longest time to be found.</summary>
    public static IReadOnlyList<InjectionClass> All { get; } =
    [
        new("6 h – 24 h, jitter ≤ 5 %", false, 21_600, 86_400, 0, .05),
        new("1 h – 6 h, jitter ≤ 30 %", false, 3_600, 21_600, 0, .3),
        new("10 min – 1 h, jitter ≤ 30 %", true, 600, 3_600, .05, .3),
        new("30 s – 10 min, jitter ≤ 5 %", true, 30, 600, 0, .05),
        new("30 s – 10 min, jitter 5 – 30 %", true, 30, 600, .05, .3),
        new("30 s – 10 min, inside one connection, jitter ≤ 30 %", true, 30, 600, 0, .3, InFlow: true),
        new("30 s – 1 h, jitter 50 %", false, 30, 3_600, .5, .5),
        new("30 s – 1 h, jitter ≤ 30 %, from the first minute", false, 30, 3_600, 0, .3, FromStart: true),
        new("30 s – 1 h, jitter ≤ 30 %, with a name", false, 30, 3_600, 0, .3, Named: true),
        new("30 s – 1 h, jitter ≤ 30 %, with a name, in a person's device", false, 30, 3_600, 0, .3, Named: true,
            Personal: true),
    ];
}
