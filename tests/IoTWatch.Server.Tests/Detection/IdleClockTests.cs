using IoTWatch.Server.Tests.Servers;

namespace IoTWatch.Server.Tests.Detection;

public class IdleClockTests
{
    private const int Contacts = 30;

    [Theory]
    [InlineData(1, true)]
    [InlineData(120, false)]
    public async Task An_incident_ends_without_new_observations_where_event_time_keeps_up_with_the_clock(
        int behindMinutes, bool ends)
    {
        var time = new ManualTime { Now = new DateTimeOffset(Some.Start).AddMinutes(Contacts + behindMinutes) };
        await using var service = await ServiceUnderTest.StartAsync(time: time);
        await using (var sensor = await service.UserAsync())
            foreach (var payload in Some.Beacon(Contacts))
                await sensor.PublishAsync("iotwatch/in/router/flow", payload);
        await service.SettleAsync();
        var alert = Assert.Single(service.Running.Alerts.Latest(10));
        Assert.False(alert.Ended);

        for (var minutes = 0; minutes < 25 * 60; minutes += 9)
        {
            time.Now += TimeSpan.FromMinutes(9);
            await service.Running.BeatAsync();
        }
        await service.SettleAsync();
        Assert.Equal(ends, service.Running.Alerts.Find(alert.Alert.Id)!.Ended);
        // The clock saw nothing: the pages must not say so.
        Assert.Equal(Some.Start.AddMinutes(Contacts), service.Running.Status.LastObservationAt);
    }
}
