using IoTWatch.Core.Channels;

namespace IoTWatch.Core.Tests.Channels;

public class ContactCollapserTests
{
    private ContactCollapser _collapser;

    [Fact]
    public void Activity_within_the_silence_belongs_to_the_same_contact()
    {
        Assert.True(Begins(10_000));
        Assert.False(Begins(10_399));
        Assert.True(Begins(10_799));
    }

    [Fact]
    public void The_silence_grows_with_the_median_interval()
    {
        Assert.True(Begins(10_000));
        Assert.False(Begins(12_000, medianMs: 60_000));
        Assert.True(Begins(15_000, medianMs: 60_000));
    }

    [Fact]
    public void The_retransmissions_of_an_unanswered_attempt_are_one_contact_whatever_their_gaps()
    {
        // A real Zeek log shows one 80 s cycle as attempts 7.2, 8.6, 16.6 and 47.6 s apart from one source port.
        Assert.True(Begins(0 + 1000, unanswered: true, port: 41_040));
        Assert.False(Begins(8_200, unanswered: true, port: 41_040));
        Assert.False(Begins(16_800, unanswered: true, port: 41_040));
        Assert.False(Begins(33_400, unanswered: true, port: 41_040));
        Assert.True(Begins(81_000, unanswered: true, port: 41_042));
    }

    [Fact]
    public void The_answer_to_a_retransmitted_attempt_is_still_the_same_contact()
    {
        Assert.True(Begins(1_000, unanswered: true, port: 41_040));
        Assert.False(Begins(8_000, port: 41_040));
        Assert.True(Begins(16_000, port: 41_040));
    }

    [Fact]
    public void The_bytes_of_a_contact_add_up_until_the_next_one()
    {
        Begins(1_000);
        Begins(1_200);
        _collapser.Begins(new Contact(9_000, 5, false, false, false, 1), 0, out var finished);
        Assert.Equal(20, finished);
    }

    private bool Begins(long atMs, double medianMs = 0, bool unanswered = false, ushort port = 50_000) =>
        _collapser.Begins(new Contact(atMs, 10, unanswered, false, unanswered, port), medianMs, out _);
}
