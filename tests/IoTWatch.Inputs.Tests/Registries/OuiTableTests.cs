using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Registries;

namespace IoTWatch.Inputs.Tests.Registries;

public sealed class OuiTableTests
{
    [Theory]
    [InlineData("00:17:88:01:02:03", "Philips Lighting BV")]
    [InlineData("0c:2a:69:00:00:01", "electric imp, incorporated")]
    [InlineData("50:c7:bf:00:00:01", "TP-LINK TECHNOLOGIES CO.,LTD.")]
    [InlineData("74:1a:e0:90:00:00", null)] // a block of a private holder
    [InlineData("20:85:93:b0:00:00", "IOG Products LLC")] // 28 bits
    [InlineData("70:b3:d5:f2:f1:23", "TELEPLATFORMS")] // 36 bits
    [InlineData("00:50:c2:7d:51:23", "DEUTA-WERKE GmbH")] // 36 bits, the older kind
    [InlineData("02:17:88:01:02:03", null)] // locally administered
    [InlineData("01:00:5e:00:00:01", null)] // a group
    [InlineData("00:00:00:00:00:00", null)]
    public void The_vendor_of_a_MAC_address_is_found(string mac, string? vendor)
    {
        Assert.True(MacAddress.TryParse(mac, out var address));
        Assert.Equal(vendor, Registry.Vendors().Find(address));
    }

    [Fact]
    public void The_shipped_table_equals_the_compiled_sources() =>
        Assert.True(CompiledTables.Vendors().AsSpan()
            .SequenceEqual(RegistryResource.Map("vendors.bin").Span), "compile it again: IOTWATCH_ACCEPT=1");
}
