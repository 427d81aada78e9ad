using IoTWatch.Server.Detection;

namespace IoTWatch.Server.Tests.Detection;

public class SequenceBookTests
{
    [Fact]
    public void Sensors_have_their_own_numbers_also_after_save_and_load()
    {
        var book = new SequenceBook();
        book.Of("router").Take(1, Some.Start);
        book.Of("tap").Take(2, Some.Start);
        var loaded = SequenceBook.Load(book.Save());
        Assert.Equal(SequenceVerdict.Duplicate, loaded.Of("router").Take(1, Some.Start));
        Assert.Equal(SequenceVerdict.New, loaded.Of("tap").Take(1, Some.Start));
    }

    [Fact]
    public void Damage_at_any_place_is_a_format_exception_or_other_numbers_but_never_a_crash()
    {
        var book = new SequenceBook();
        book.Of("router").Take(1, Some.Start);
        var saved = book.Save();
        for (var length = 0; length < saved.Length; length++)
            Assert.Throws<FormatException>(() => SequenceBook.Load(saved[..length]));
        saved[0] = 99;
        Assert.Contains("unknown version 99", Assert.Throws<FormatException>(() => SequenceBook.Load(saved)).Message, StringComparison.Ordinal);
    }
}
