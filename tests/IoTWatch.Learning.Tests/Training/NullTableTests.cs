using IoTWatch.Core.Beaconing;
using IoTWatch.Learning.Training;

namespace IoTWatch.Learning.Tests.Training;

public class NullTableTests
{
    [Fact]
    public void The_committed_table_is_what_the_generator_writes()
    {
        var path = Path.Combine(Checkout(), "src", "IoTWatch.Core", "Beaconing", "NullTable.Data.cs");
        var source = NullTableGenerator.Source();
        if (Environment.GetEnvironmentVariable("IOTWATCH_ACCEPT") is not null)
            File.WriteAllText(path, source);
        Assert.Equal(source, File.ReadAllText(path));
    }

    [Fact]
    public void Random_calls_stay_below_the_table_and_a_timer_exceeds_it()
    {
        Assert.True(NullTable.Excess(16, 0) < 0);
        Assert.True(NullTable.Excess(16, 12) > 1);
    }

    private static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "IoTWatch.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
