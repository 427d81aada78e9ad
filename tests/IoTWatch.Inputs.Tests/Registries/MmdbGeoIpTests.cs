using System.IO.Compression;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Registries;
using IoTWatch.Tests;

namespace IoTWatch.Inputs.Tests.Registries;

public sealed class MmdbGeoIpTests : IDisposable
{
    /// <summary>ETH Zurich: CH in the bundled file, AS 559.</summary>
    private static readonly IpAddress Zurich = IpAddress.Parse("129.132.2.21");

    private readonly string _folder = Directory.CreateTempSubdirectory("iotwatch-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_users_file_decides_and_is_the_source()
    {
        var record = Registry.GeoIp([City("first.mmdb", "CH")]).Lookup(Zurich);
        Assert.Equal(("CH", CountryConfidence.High, "first.mmdb"),
            (record.Country, record.Confidence, record.CountrySource));
    }

    [Fact]
    public void Files_that_disagree_give_a_country_of_low_confidence()
    {
        var record = Registry.GeoIp([City("first.mmdb", "DE"), City("second.mmdb", "CH")]).Lookup(Zurich);
        Assert.Equal(("DE", CountryConfidence.Low, "first.mmdb"),
            (record.Country, record.Confidence, record.CountrySource));
    }

    [Fact]
    public void A_file_of_networks_gives_the_organisation_and_leaves_the_country_to_the_next()
    {
        var path =
            Write("asn.mmdb", ("autonomous_system_number", 64500u), ("autonomous_system_organization", "Some Ltd"));
        var record = Registry.GeoIp([path]).Lookup(Zurich);
        Assert.Equal(new GeoRecord("CH", CountryConfidence.High, "iptoasn-country.mmdb", 64500, "Some Ltd"), record);
    }

    [Fact]
    public void A_cloud_network_gives_a_country_of_low_confidence()
    {
        var path = Write("asn.mmdb", ("asn", "AS16509"), ("as_name", "Amazon"), ("country", "CH"));
        var record = Registry.GeoIp([path]).Lookup(Zurich);
        Assert.Equal(new GeoRecord("CH", CountryConfidence.Low, "asn.mmdb", 16509, "Amazon"), record);
    }

    [Fact]
    public void The_registered_country_is_used_without_another_country()
    {
        var path = Write("city.mmdb", ("registered_country", new (string, object)[] { ("iso_code", "ch") }));
        Assert.Equal(("CH", "city.mmdb"), Registry.GeoIp([path]).Lookup(Zurich) is var record
            ? (record.Country, record.CountrySource) : default);
    }

    [Fact]
    public void An_IPv6_address_is_not_looked_up_in_an_IPv4_file() =>
        Assert.Equal("iptoasn-country.mmdb",
            Registry.GeoIp([City("first.mmdb", "DE")]).Lookup(IpAddress.Parse("2001:620::1")).CountrySource);

    [Fact]
    public void A_damaged_record_counts_as_unknown_and_does_not_throw()
    {
        var bytes = SomeMmdb.Of(("country", new (string, object)[] { ("iso_code", "DE") }));
        bytes[22] = 0xFF; // a map of more members than the file has bytes
        File.WriteAllBytes(Path.Combine(_folder, "bad.mmdb"), bytes);
        Assert.Equal("iptoasn-country.mmdb",
            Registry.GeoIp([Path.Combine(_folder, "bad.mmdb")]).Lookup(Zurich).CountrySource);
    }

    [Fact]
    public void A_damaged_file_is_rejected_by_name_or_read_without_another_exception()
    {
        var whole = SomeMmdb.Of(("country", new (string, object)[] { ("iso_code", "DE") }));
        var path = Path.Combine(_folder, "damaged.mmdb");
        CsCheck.Check.Sample(CsCheck.Gen.Select(CsCheck.Gen.Int[0, whole.Length - 1], CsCheck.Gen.Byte), change =>
        {
            byte[] bytes = [.. whole];
            bytes[change.Item1] = change.Item2;
            File.WriteAllBytes(path, bytes);
            try
            {
                Assert.NotNull(Registry.GeoIp([path]).Lookup(Zurich).CountrySource);
            }
            catch (IOException e)
            {
                Assert.Contains(path, e.Message, StringComparison.Ordinal);
            }
        }, threads: 1, iter: 500);
    }

    [Fact]
    public void A_full_cache_still_gives_correct_results()
    {
        var geoIp = Registry.GeoIp([City("first.mmdb", "CH")]);
        for (var i = 0u; i < 20_000; i++)
            Assert.Equal("CH", geoIp.Lookup(IpAddress.FromV4(0x8184_0000u + i)).Country);
        Assert.Same(geoIp.Lookup(Zurich), geoIp.Lookup(Zurich));
    }

    [Fact]
    public void A_published_country_file_is_read()
    {
        var path = Path.Combine(_folder, "geo-whois-asn-country.mmdb");
        using (var packed = new GZipStream(File.OpenRead(SharedData.Path("geoip/geo-whois-asn-country.mmdb.gz")),
            CompressionMode.Decompress))
        using (var file = File.Create(path))
            packed.CopyTo(file);
        var record = Registry.GeoIp([path]).Lookup(Zurich);
        Assert.Equal(("CH", CountryConfidence.High, "geo-whois-asn-country.mmdb"),
            (record.Country, record.Confidence, record.CountrySource));
    }

    private string City(string name, string country) =>
        Write(name, ("country", new (string, object)[] { ("iso_code", country) }));

    private string Write(string name, params (string, object)[] record)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, SomeMmdb.Of(record));
        return path;
    }
}
