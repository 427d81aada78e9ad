using CsCheck;
using IoTWatch.Core.Observations;
using IoTWatch.Learning.Simulation.Scenarios;

namespace IoTWatch.Learning.Tests.Simulation;

public class ScenarioTests
{
    public static TheoryData<string> Names => [.. Scenario.All.Select(s => s.Name)];

    [Theory, MemberData(nameof(Names))]
    public void The_same_options_give_the_same_observations(string name)
    {
        var options = new ScenarioOptions { Duration = TimeSpan.FromHours(1), Seed = 4 };

        Assert.Equal(
            Some.Observations(name, options).Select(Some.Text), Some.Observations(name, options).Select(Some.Text));
        Assert.NotEqual(
            Some.Observations(name, options).Select(Some.Text),
            Some.Observations(name, options with { Seed = 5 }).Select(Some.Text));
    }

    [Theory, MemberData(nameof(Names))]
    public void Observations_come_in_time_order_and_within_the_duration(string name) =>
        Gen.Select(Gen.ULong, Gen.Bool, Gen.Double[2, 600]).Sample(
            (seed, inFlow, period) =>
            {
                var options = new ScenarioOptions
                {
                    Seed = seed,
                    InFlow = inFlow,
                    PeriodSeconds = period,
                    Duration = TimeSpan.FromMinutes(50),
                    Devices = 12
                };
                var last = options.StartAt;
                foreach (var observation in Scenario.Find(name)!.Generate(options).Observations)
                {
                    Assert.True(observation.At >= last, $"seed {seed}: {observation.At:O} after {last:O}");
                    last = observation.At;
                }
                Assert.True(last < options.StartAt + options.Duration);
            },
            seed: "0000000000000", iter: 12);

    [Fact]
    public void The_kettle_calls_the_foreign_address_every_minute_without_a_look_up_beside_its_heartbeat()
    {
        var observations = Some.Observations("kettle");
        var kettle = observations.OfType<LeaseObservation>().First(l => l.HostName == "ikettle").Mac;
        var flows = observations.OfType<FlowObservation>().Where(f => f.Mac == kettle).ToArray();
        var bad = flows.Where(f => f.Destination.ToString() == "203.0.113.44:443").Select(f => f.At).ToArray();
        var gaps = bad.Zip(bad.Skip(1), (a, b) => (b - a).TotalSeconds).ToArray();

        Assert.InRange(bad.Length, 116, 120);
        Assert.All(gaps, g => Assert.InRange(g, 58.7, 61.3));
        Assert.DoesNotContain(
            observations.OfType<DnsObservation>(), d => d.Answers.Any(a => a.ToString() == "203.0.113.44"));
        Assert.Contains(
            flows,
            f => f.ServerName == "imp04.boxen.electricimp.com" && f.Bursts.Count > 1 && f.State == FlowState.Interim);
    }

    [Fact]
    public void Names_are_looked_up_before_they_are_called()
    {
        var known = new HashSet<(IpAddress, IpAddress)>();
        foreach (var observation in Some.Observations(
            "household", new ScenarioOptions { Duration = TimeSpan.FromHours(3) }))
            if (observation is DnsObservation dns)
                known.UnionWith(dns.Answers.Select(a => (dns.Client, a)));
            else if (observation is FlowObservation { DnsName: not null } flow)
                Assert.Contains((flow.Source.Address, flow.Destination.Address), known);
    }

    [Fact]
    public void A_household_has_the_requested_numbers_of_devices_and_compromised_devices()
    {
        var capture = Scenario.Find("household")!
            .Generate(new ScenarioOptions { Devices = 17, Compromised = 3, Duration = TimeSpan.FromMinutes(5) });

        Assert.Equal(3, capture.Truth.Select(t => t.Device).Distinct().Count());
        Assert.Equal(3, capture.Truth.Select(t => t.Address).Distinct().Count());
        Assert.Equal(17, capture.Observations.OfType<LeaseObservation>().Select(l => l.Mac).Distinct().Count());
    }

    [Fact]
    public void Adding_a_compromised_device_does_not_change_the_others()
    {
        var options = new ScenarioOptions { Duration = TimeSpan.FromHours(1), Compromised = 0 };
        var good = Some.Observations("kettle", options);
        var withBad = Some.Observations("kettle", options with { Compromised = 1 })
            .Where(o => o is not FlowObservation { Destination.Port: 443, DnsName: null });

        Assert.Equal(good.Select(Some.Text), withBad.Select(Some.Text));
    }

    [Fact]
    public void Ten_years_of_a_household_are_generated_lazily()
    {
        var capture = Scenario.Find("household")!.Generate(new ScenarioOptions { Duration = TimeSpan.FromDays(3_650) });

        Assert.Equal(1_000, capture.Observations.Take(1_000).Count());
    }
}
