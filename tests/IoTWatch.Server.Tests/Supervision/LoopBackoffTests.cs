using IoTWatch.Server.Supervision;

namespace IoTWatch.Server.Tests.Supervision;

public class LoopBackoffTests
{
    [Fact]
    public void Waits_grow_to_the_ceiling_are_jittered_and_begin_again_after_a_success()
    {
        var (backoff, random) = (LoopBackoff.Remote, new Random(1));
        var waits = Enumerable.Range(1, 200).Select(failures => backoff.Delay(failures, random)).ToList();
        Assert.All(waits, wait => Assert.InRange(wait, backoff.Min, backoff.Max));
        Assert.InRange(waits[0], backoff.Min, 2 * backoff.Min);
        Assert.True(waits.Distinct().Count() > 190);
        Assert.InRange(waits.Skip(20).Average(wait => wait.TotalSeconds), 13, 17);
        Assert.InRange(backoff.Delay(1, random), backoff.Min, 2 * backoff.Min);
    }
}
