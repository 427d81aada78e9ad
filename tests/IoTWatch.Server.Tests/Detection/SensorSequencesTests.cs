using IoTWatch.Server.Detection;

namespace IoTWatch.Server.Tests.Detection;

public class SensorSequencesTests
{
    [Fact]
    public void Sensors_have_their_own_numbers_also_after_save_and_load()
    {
        var sequences = new SensorSequences();
        sequences.Of("router").Add(1, Some.Start);
        sequences.Of("tap").Add(2, Some.Start);
        var loaded = SensorSequences.Load(sequences.Save());
        Assert.Equal(SequenceVerdict.Duplicate, loaded.Of("router").Add(1, Some.Start));
        Assert.Equal(SequenceVerdict.New, loaded.Of("tap").Add(1, Some.Start));
    }

    [Fact]
    public void Damage_at_any_place_is_a_format_exception_or_other_numbers_but_never_a_crash()
    {
        var sequences = new SensorSequences();
        sequences.Of("router").Add(1, Some.Start);
        var saved = sequences.Save();
        for (var length = 0; length < saved.Length; length++)
            Assert.Throws<FormatException>(() => SensorSequences.Load(saved[..length]));
        saved[0] = 99;
        Assert.Contains(
            "unknown version 99", Assert.Throws<FormatException>(() => SensorSequences.Load(saved)).Message,
            StringComparison.Ordinal);
    }
}
