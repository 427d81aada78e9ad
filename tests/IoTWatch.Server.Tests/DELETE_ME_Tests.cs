using IoTWatch.Tests;

namespace IoTWatch.Server.Tests;

public class Placeholder
{
    [Fact]
    public void The_shared_data_is_found_or_the_test_is_skipped() => Assert.True(Directory.Exists(SharedData.Path("benign")));
}
