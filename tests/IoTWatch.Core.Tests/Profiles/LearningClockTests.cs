using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Tests.Profiles;

public sealed class LearningClockTests
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Fact]
    public void Nothing_is_learned_where_no_time_was_asked_for() =>
        Assert.False(Lived(TimeSpan.Zero, 0).IsOpen(At(0), TimeSpan.Zero));

    [Fact]
    public void Before_its_first_flow_a_device_is_being_learned() =>
        Assert.True(new LearningClock().IsOpen(At(0), Week));

    [Fact]
    public void Learning_ends_after_the_time_asked_for_while_new_channels_keep_coming()
    {
        var clock = Lived(Week, 7, newEveryDays: 1);
        Assert.True(clock.IsOpen(At(6.99), Week));
        Assert.False(clock.IsOpen(At(7), Week));
        Assert.True(clock.AdvanceTo(At(9), Week));
        Assert.Equal(At(7), clock.FrozenAt);
    }

    [Fact]
    public void Three_days_without_a_new_channel_end_it_earlier()
    {
        var clock = Lived(Week, 7);
        Assert.True(clock.IsOpen(At(2.99), Week));
        Assert.False(clock.IsOpen(At(3), Week));
    }

    [Fact]
    public void Where_three_days_or_less_were_asked_for_they_are_taken_in_full()
    {
        var asked = TimeSpan.FromDays(3);
        Assert.True(Lived(asked, 3).IsOpen(At(2.99), asked));
        Assert.False(Lived(asked, 3).IsOpen(At(3), asked));
    }

    [Fact]
    public void The_new_channels_of_a_reboot_do_not_prolong_learning()
    {
        var clock = Lived(Week, 2);
        clock.Observe(At(2.5), Week, isDhcp: true);
        clock.ObserveChannel(At(2.5).AddSeconds(40), isHousekeeping: false);
        Assert.False(clock.IsOpen(At(3), Week));
    }

    [Fact]
    public void A_new_channel_long_after_the_reboot_does()
    {
        var clock = Lived(Week, 2);
        clock.Observe(At(2.5), Week, isDhcp: true);
        clock.ObserveChannel(At(2.5).AddMinutes(6), isHousekeeping: false);
        Assert.True(clock.IsOpen(At(5.5), Week));
    }

    [Fact]
    public void A_device_that_renews_its_address_every_five_minutes_is_not_rebooting_all_the_time()
    {
        var clock = Lived(Week, 2);
        for (var at = At(2); at < At(2.5); at = at.AddMinutes(5))
            clock.Observe(at, Week, isDhcp: true);
        clock.ObserveChannel(At(2.5), isHousekeeping: false);
        Assert.True(clock.IsOpen(At(5.49), Week));
    }

    [Fact]
    public void Time_names_and_the_makers_own_do_not_prolong_learning()
    {
        var clock = Lived(Week, 2);
        clock.ObserveChannel(At(2), isHousekeeping: true);
        Assert.False(clock.IsOpen(At(3), Week));
    }

    [Fact]
    public void Once_over_learning_does_not_start_again()
    {
        var clock = Lived(Week, 3);
        clock.AdvanceTo(At(3), Week);
        clock.Observe(At(4), Week, isDhcp: true);
        clock.ObserveChannel(At(4.5), isHousekeeping: false);
        Assert.False(clock.IsOpen(At(4.5), Week));
        Assert.False(clock.AdvanceTo(At(30), Week));
        Assert.Equal(At(3), clock.FrozenAt);
    }

    [Fact]
    public void A_device_seen_on_one_day_only_goes_on_being_learned_until_it_has_been_seen_on_three()
    {
        var clock = Lived(Week, 0.5);
        Assert.True(clock.IsOpen(At(10), Week));
        Live(clock, Week, 10, 10.1);
        Assert.True(clock.IsOpen(At(12), Week));
        Live(clock, Week, 12, 12.1);
        Assert.False(clock.IsOpen(At(13), Week));
    }

    [Fact]
    public void A_device_that_never_wakes_again_is_not_learned_for_ever()
    {
        var clock = Lived(Week, 0.5);
        Assert.True(clock.IsOpen(At(27.9), Week));
        Assert.False(clock.IsOpen(At(28), Week));
    }

    [Fact]
    public void A_run_of_hours_cannot_tell_a_quiet_device()
    {
        var asked = TimeSpan.FromHours(1);
        var clock = new LearningClock();
        clock.Observe(At(0), asked, isDhcp: false);
        Assert.False(clock.IsOpen(At(1 / 24.0), asked));
    }

    [Fact]
    public void A_time_beyond_all_calendars_is_no_error() =>
        Assert.True(Lived(TimeSpan.MaxValue, 1, newEveryDays: 1).IsOpen(At(3), TimeSpan.MaxValue));

    private static DateTime At(double days) => Some.Start.AddDays(days);

    private static LearningClock Lived(TimeSpan asked, double days, double newEveryDays = double.PositiveInfinity)
    {
        var clock = new LearningClock();
        Live(clock, asked, 0, days);
        for (var day = newEveryDays; day < days; day += newEveryDays)
            clock.ObserveChannel(At(day), isHousekeeping: false);
        return clock;
    }

    private static void Live(LearningClock clock, TimeSpan asked, double from, double until)
    {
        for (var at = At(from); at <= At(until); at = at.AddHours(1))
            clock.Observe(at, asked, isDhcp: false);
    }
}
