using IoTWatch.Core.Observations;
using IoTWatch.Learning.Simulation;
using IoTWatch.Learning.Simulation.Scenarios;

namespace IoTWatch.Learning.Tests.Simulation;

public class HouseholdTests
{
    private const double Day = 86_400;
    private static readonly ScenarioOptions Options = new()
    {
        Duration = TimeSpan.FromDays(9),
        Devices = 12,
        Compromised = 0
    };

    [Fact]
    public void After_a_week_things_and_personal_devices_still_call_new_destinations()
    {
        var known = new HashSet<(MacAddress, string)>();
        var late = new List<MacAddress>();
        foreach (var flow in Some.Observations("household", Options).OfType<FlowObservation>())
            if (flow.ServerName is { } name && known.Add((flow.Mac, name)) && flow.At > Options.StartAt.AddDays(7))
                late.Add(flow.Mac);
        var home = HouseholdScenario.Create(Options);
        var personal = home.Devices.Where(device => device.Kind == DeviceKind.Personal)
            .Select(device => device.Mac).ToHashSet();

        Assert.InRange(late.Count(personal.Contains), 20, 500);
        Assert.InRange(late.Count(mac => !personal.Contains(mac)), 0, 20);
    }

    [Fact]
    public void In_an_outage_calls_are_unanswered_and_retried()
    {
        var options = Options with { Seed = Seeds().First(seed => Outage(Home(seed, 9)) is not null) };
        var outage = Outage(HouseholdScenario.Create(options))!.Value;
        var (from, to) = (options.StartAt.AddSeconds(outage.From + 1), options.StartAt.AddSeconds(outage.To));
        var tries = Scenario.Find("household")!.Generate(options).Observations
            .SkipWhile(o => o.At < from).TakeWhile(o => o.At < to).OfType<FlowObservation>()
            .Where(flow => !flow.Continues).ToList();

        Assert.NotEmpty(tries);
        Assert.All(tries, flow => Assert.Equal(FlowState.Unanswered, flow.State));
    }

    [Fact]
    public void After_a_power_cut_every_thing_joins_and_gets_a_lease_within_half_a_minute()
    {
        var options = Options with { Seed = Seeds().First(seed => Cuts(seed).Count > 0) };
        var cut = Cuts(options.Seed)[0];
        var things = HouseholdScenario.Create(options).Devices
            .Where(device => device is { Kind: DeviceKind.Thing, IsResident: true })
            .Select(device => device.Mac).ToHashSet();
        var (off, on) = (options.StartAt.AddSeconds(cut.From), options.StartAt.AddSeconds(cut.To));
        var around = Scenario.Find("household")!.Generate(options).Observations
            .SkipWhile(o => o.At < off.AddSeconds(60)).TakeWhile(o => o.At < on.AddSeconds(32)).ToList();

        Assert.DoesNotContain(around, o => o.At < on);
        Assert.Equal(
            things.Count, around.OfType<WifiObservation>().Select(o => o.Mac).Distinct().Count(things.Contains));
        Assert.Equal(
            things.Count, around.OfType<LeaseObservation>().Select(o => o.Mac).Distinct().Count(things.Contains));
    }

    [Fact]
    public void An_update_is_downloaded_and_adds_calls()
    {
        var model = PublishedDevice.Find("tplink-plug");
        var before = new List<Call>(model.Heartbeats.Select(
            beat => HeartbeatCalls.OfPublished(beat, new SeededRandom(1), [HomeNetwork.Router])));
        var added = Enumerable.Range(0, 200)
            .Select(i => new FirmwareUpdates(model, new SeededRandom((ulong)i)).Apply(
                before, 0, 5 * Day, new SeededRandom((ulong)i)))
            .Select(calls => calls.Where(
                call => call.FromSeconds == 5 * Day && before.All(old => old.Host != call.Host)).ToList()).ToList();

        Assert.InRange(added.Count(calls => calls.Count == 1), 90, 150);
        var names = added.SelectMany(calls => calls).Select(call => call.Host).ToList();
        Assert.InRange(
            names.Count(name => name?.EndsWith(".tplinkcloud.com", StringComparison.Ordinal) ?? false), 20, 65);
        Assert.InRange(names.Count(name => name?.EndsWith(".example", StringComparison.Ordinal) ?? false), 8, 45);
        Assert.InRange(names.Count(name => name is null), 1, 20);
        var load = new FirmwareUpdates(model, new SeededRandom(3)).Apply(before, 0, 5 * Day, new SeededRandom(3))[^1];
        Assert.True(load.FromSeconds < 5 * Day && load.UntilSeconds == 5 * Day && load.BytesIn > 1_000_000);
    }

    [Fact]
    public void Devices_of_a_model_install_an_update_within_days_of_each_other()
    {
        var releases = new FirmwareUpdates(PublishedDevice.All[0], new SeededRandom(1)).Releases(3_650 * Day);
        var times = Enumerable.Range(0, 100)
            .Select(i => FirmwareUpdates.InstallTime(releases[0], new SeededRandom((ulong)i), Options.StartAt)
                - releases[0]).ToList();

        Assert.InRange(releases.Count, 30, 70);
        Assert.All(times, at => Assert.InRange(at, 0, 5.2 * Day));
    }

    [Fact]
    public void Phones_leave_in_the_morning_and_roam_between_access_points()
    {
        var joins = Some.Observations("household", Options).OfType<WifiObservation>().ToLookup(join => join.Mac);
        var phone = HouseholdScenario.Create(Options).Devices.First(
            device => device.HostName.StartsWith("phone-", StringComparison.Ordinal));

        Assert.InRange(phone.OnlineIntervals.Count, 7, 20);
        Assert.Equal(2, joins[phone.Mac].Select(join => join.Bssid).Distinct().Count());
        Assert.True(joins[phone.Mac].Count() > phone.OnlineIntervals.Count);
    }

    private static IEnumerable<ulong> Seeds() => Enumerable.Range(1, 100).Select(seed => (ulong)seed);

    private static SimulatedHome Home(ulong seed, int days) =>
        HouseholdScenario.Create(Options with { Seed = seed, Duration = TimeSpan.FromDays(days) });

    /// <summary>
    /// Returns an outage of at least five minutes in the first two days, so that the simulation is short.
    /// </summary>
    private static Interval? Outage(SimulatedHome home) =>
        home.Outages.All.Where(outage => outage.To - outage.From > 300 && outage.To < 2 * Day)
            .Select(outage => (Interval?)outage).FirstOrDefault();

    private static IReadOnlyList<Interval> Cuts(ulong seed)
    {
        var cuts = new HomeEvents(new SeededRandom(seed).Fork("home"), 9 * Day).PowerCuts;
        return [.. cuts.All.Where(cut => cut.To - cut.From > 120 && cut.To < 3 * Day)];
    }
}
