namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>
/// Computes when a call takes place: its start times while the device is online, and retries in outages.
/// </summary>
internal static class CallTimes
{
    /// <summary>Returns times with the index of the online interval that they are in.</summary>
    public static IEnumerable<(double At, int Interval)> Of(
        Call call, SimulatedDevice device, SimulatedHome home, SeededRandom rng)
    {
        var due = call.KeepsPhase ? OnFixedSchedule(call, device, rng) : PerInterval(call, device, rng);
        if (call.NeedsPeople)
            due = due.Where(each => !home.Vacant.Contains(each.At));
        return call.Retries ? WithRetries(due, device, home.Outages, rng.Fork("retries")) : due;
    }

    private static IEnumerable<(double At, int Interval)> OnFixedSchedule(
        Call call, SimulatedDevice device, SeededRandom rng)
    {
        var interval = 0;
        foreach (var at in call.Starts(rng, call.FromSeconds))
        {
            while (interval < device.OnlineIntervals.Count && device.OnlineIntervals[interval].To <= at)
                interval++;
            if (interval == device.OnlineIntervals.Count || at >= call.UntilSeconds)
                yield break;
            if (at >= device.OnlineIntervals[interval].From)
                yield return (at, interval);
        }
    }

    private static IEnumerable<(double At, int Interval)> PerInterval(
        Call call, SimulatedDevice device, SeededRandom rng)
    {
        for (var i = 0; i < device.OnlineIntervals.Count; i++)
        {
            var (from, until) = (Math.Max(device.OnlineIntervals[i].From, call.FromSeconds),
                Math.Min(device.OnlineIntervals[i].To, call.UntilSeconds));
            if (from < until)
                foreach (var at in call.Starts(rng, from).TakeWhile(at => at < until))
                    yield return (at, i);
        }
    }

    /// <summary>
    /// Adds retries in outages: the first after U(2, 15) s, then doubling up to LU(60, 600) s, ± 10 %, until answered;
    /// calls due in between are left out.
    /// </summary>
    private static IEnumerable<(double At, int Interval)> WithRetries(
        IEnumerable<(double At, int Interval)> due, SimulatedDevice device, IntervalSet outages, SeededRandom rng)
    {
        using var times = due.GetEnumerator();
        var more = times.MoveNext();
        while (more)
        {
            var (at, interval) = times.Current;
            yield return (at, interval);
            if (outages.EndContaining(at) is { } end)
                for (double wait = rng.Uniform(2, 15), longest = rng.LogUniform(60, 600); at < end; wait = Math.Min(
                    2 * wait, longest))
                {
                    at += wait * rng.Uniform(.9, 1.1);
                    if (at >= device.OnlineIntervals[interval].To)
                        break;
                    yield return (at, interval);
                }
            do
                more = times.MoveNext();
            while (more && times.Current.At <= at);
        }
    }
}
