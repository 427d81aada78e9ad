using IoTWatch.Server.Detection;

namespace IoTWatch.Server.Tests.Detection;

public class MilestoneTests
{
    [Fact]
    public async Task Whoever_waits_is_told_at_their_own_number()
    {
        var milestone = new Milestone();
        var five = milestone.WhenReachedAsync(5, CancellationToken.None);
        var nine = milestone.WhenReachedAsync(9, CancellationToken.None);
        milestone.Advance(7);
        milestone.Advance(6);
        await five.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.False(nine.IsCompleted);
        Assert.Equal(7, milestone.Value);
    }
}
