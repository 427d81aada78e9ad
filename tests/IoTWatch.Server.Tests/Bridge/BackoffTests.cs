using IoTWatch.Server.Bridge;

namespace IoTWatch.Server.Tests.Bridge;

public class BackoffTests
{
    [Fact]
    public void Waits_grow_to_the_ceiling_are_jittered_and_begin_again_after_a_success()
    {
        var backoff = new Backoff(new Random(1));
        var waits = Enumerable.Range(0, 200).Select(_ => backoff.Next()).ToList();
        Assert.All(waits, wait => Assert.InRange(wait, Backoff.Floor, Backoff.Ceiling));
        Assert.InRange(waits[0], Backoff.Floor, 2 * Backoff.Floor);
        Assert.True(waits.Distinct().Count() > 190);
        Assert.InRange(waits.Skip(20).Average(wait => wait.TotalSeconds), 13, 17);
        backoff.Reset();
        Assert.InRange(backoff.Next(), Backoff.Floor, 2 * Backoff.Floor);
    }
}
