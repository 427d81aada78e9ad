using IoTWatch.Server.Feed;

namespace IoTWatch.Server.Tests.Feed;

public class ProgressMarkTests
{
    [Fact]
    public async Task Whoever_waits_is_told_at_their_own_number()
    {
        var mark = new ProgressMark();
        var five = mark.WhenReachedAsync(5, CancellationToken.None);
        var nine = mark.WhenReachedAsync(9, CancellationToken.None);
        mark.AdvanceTo(7);
        mark.AdvanceTo(6);
        await five.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.False(nine.IsCompleted);
        Assert.Equal(7, mark.Value);
    }
}
