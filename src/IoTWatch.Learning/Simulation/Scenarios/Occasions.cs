namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>When a call really takes place: its own times, as far as the device is there, and again where the internet was not.</summary>
internal static class Occasions
{
    /// <summary>Times with the number of the stay they belong to.</summary>
    public static IEnumerable<(double At, int Stay)> Of(Call call, SimulatedDevice device, SimulatedHome home, SeededRandom rng)
    {
        var due = call.KeepsPhase ? ByTheClock(call, device, rng) : ByStay(call, device, rng);
        if (call.NeedsPeople)
            due = due.Where(each => !home.Empty.Holds(each.At));
        return call.Retries ? Retried(due, device, home.Outages, rng.Fork("retries")) : due;
    }

    private static IEnumerable<(double At, int Stay)> ByTheClock(Call call, SimulatedDevice device, SeededRandom rng)
    {
        var stay = 0;
        foreach (var at in call.Starts(rng, call.FromSeconds))
        {
            while (stay < device.Stays.Count && device.Stays[stay].To <= at)
                stay++;
            if (stay == device.Stays.Count || at >= call.UntilSeconds)
                yield break;
            if (at >= device.Stays[stay].From)
                yield return (at, stay);
        }
    }

    private static IEnumerable<(double At, int Stay)> ByStay(Call call, SimulatedDevice device, SeededRandom rng)
    {
        for (var i = 0; i < device.Stays.Count; i++)
        {
            var (from, until) = (Math.Max(device.Stays[i].From, call.FromSeconds), Math.Min(device.Stays[i].To, call.UntilSeconds));
            if (from < until)
                foreach (var at in call.Starts(rng, from).TakeWhile(at => at < until))
                    yield return (at, i);
        }
    }

    /// <summary>Unanswered: again after U(2, 15) s, then twice as long each time up to LU(60, 600) s, give or take a tenth, until it is answered; what would have been due meanwhile is left out.</summary>
    private static IEnumerable<(double At, int Stay)> Retried(IEnumerable<(double At, int Stay)> due, SimulatedDevice device, Spells outages, SeededRandom rng)
    {
        using var times = due.GetEnumerator();
        var more = times.MoveNext();
        while (more)
        {
            var (at, stay) = times.Current;
            yield return (at, stay);
            if (outages.EndOf(at) is { } end)
                for (double wait = rng.Uniform(2, 15), longest = rng.LogUniform(60, 600); at < end; wait = Math.Min(2 * wait, longest))
                {
                    at += wait * rng.Uniform(.9, 1.1);
                    if (at >= device.Stays[stay].To)
                        break;
                    yield return (at, stay);
                }
            do
                more = times.MoveNext();
            while (more && times.Current.At <= at);
        }
    }
}
