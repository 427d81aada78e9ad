using System.Text.RegularExpressions;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Registries;

namespace IoTWatch.Inputs.Tests.Registries;

public sealed partial class RegistryTests
{
    [Fact]
    public void Public_suffixes_pass_the_vectors_of_publicsuffix_org()
    {
        var list = Registry.PublicSuffixList();
        var idn = new System.Globalization.IdnMapping();
        var vectors = Vector()
            .Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Registries/Data/test_psl.txt")));
        Assert.True(vectors.Count > 70);
        Assert.All(vectors, vector =>
        {
            // The results are in ASCII form; the vectors expect the form of the query.
            var expected = vector.Groups[2].Success ? idn.GetAscii(vector.Groups[2].Value) : null;
            Assert.Equal(expected, list.RegistrableDomain(vector.Groups[1].Success ? vector.Groups[1].Value : null));
        });
    }

    [Theory]
    [InlineData("1.1.1.1", 13335u, CountryConfidence.Low)]
    [InlineData("8.8.8.8", 15169u, CountryConfidence.Low)]
    [InlineData("2606:4700:4700::1111", 13335u, CountryConfidence.Low)]
    public void Anycast_addresses_have_a_country_of_low_confidence(string address, uint asn,
        CountryConfidence confidence)
    {
        var record = Registry.GeoIp([]).Lookup(IpAddress.Parse(address));
        Assert.Equal(asn, record.Asn);
        Assert.Equal(confidence, record.Confidence);
        Assert.Equal(2, record.Country?.Length);
    }

    [Fact]
    public void A_network_of_one_country_has_it_with_high_confidence_and_its_source()
    {
        var record = Registry.GeoIp([]).Lookup(IpAddress.Parse("129.132.2.21"));
        Assert.Equal(("CH", CountryConfidence.High, "iptoasn-country.mmdb", 559u),
            (record.Country, record.Confidence, record.CountrySource, record.Asn));
        Assert.NotNull(record.Organisation);
    }

    [Theory]
    [InlineData("192.168.1.1")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("203.0.113.9")]
    [InlineData("2001:db8::1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("239.255.255.250")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    public void Addresses_of_no_country_are_unknown(string address) =>
        Assert.Same(GeoRecord.Unknown, Registry.GeoIp([]).Lookup(IpAddress.Parse(address)));

    [Fact]
    public void A_file_that_cannot_be_read_is_named()
    {
        var path = Path.Combine(Path.GetTempPath(), $"iotwatch-{Path.GetRandomFileName()}.mmdb");
        Assert.Contains(path, Assert.ThrowsAny<IOException>(() => Registry.GeoIp([path])).Message,
            StringComparison.Ordinal);
        File.WriteAllText(path, "this is no MMDB");
        try
        {
            Assert.Contains(path, Assert.ThrowsAny<IOException>(() => Registry.GeoIp([path])).Message,
                StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [GeneratedRegex(@"^checkPublicSuffix\((?:null|'([^']*)'), (?:null|'([^']*)')\);", RegexOptions.Multiline)]
    private static partial Regex Vector();
}
