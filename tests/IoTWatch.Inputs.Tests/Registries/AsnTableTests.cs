using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Registries;

namespace IoTWatch.Inputs.Tests.Registries;

public sealed class AsnTableTests
{
    [Theory]
    [InlineData("192.0.2.0", 64500u, "Some, \"quoted\" Ltd")]
    [InlineData("192.0.2.255", 64500u, "Some, \"quoted\" Ltd")]
    [InlineData("192.0.3.0", 0u, null)]
    [InlineData("192.0.1.255", 0u, null)]
    [InlineData("2001:db8::1", 64501u, "Six")]
    [InlineData("2001:db8:ffff:ffff::1", 64501u, "Six")]
    [InlineData("2001:db9::", 0u, null)]
    public void An_address_belongs_to_the_network_that_announces_it(string address, uint number, string? organisation)
    {
        using var v4 = new StringReader("192.0.2.0,192.0.2.255,64500,\"Some, \"\"quoted\"\" Ltd\"\n");
        using var v6 = new StringReader("2001:db8::,2001:db8:ffff:ffff:ffff:ffff:ffff:ffff,64501,Six");
        var table = new AsnTable(new RangeTable(AsnTableCompiler.Compile(v4, v6)));
        Assert.Equal((number, organisation), table.Find(IpAddress.Parse(address)));
    }

    [Fact]
    public void A_row_with_other_columns_is_rejected_and_quoted()
    {
        using var rows = new StringReader("192.0.2.0,nonsense,64500,Some");
        Assert.Contains("192.0.2.0,nonsense",
            Assert.Throws<FormatException>(() => AsnTableCompiler.Compile(rows)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shipped_table_equals_the_compiled_sources() =>
        Assert.True(CompiledTables.Networks().AsSpan()
            .SequenceEqual(RegistryResource.Map("networks.bin").Span), "compile it again: IOTWATCH_ACCEPT=1");
}
