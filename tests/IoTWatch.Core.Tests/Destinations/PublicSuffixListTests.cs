using IoTWatch.Core.Destinations;

namespace IoTWatch.Core.Tests.Destinations;

public sealed class PublicSuffixListTests
{
    private static readonly PublicSuffixList List = PublicSuffixList.Parse("""
        // a comment
        com
        uk
        co.uk  // what stands behind a blank is ignored
        *.ck
        !www.ck
        jp
        *.kobe.jp
        !city.kobe.jp
        公司.cn
        cn
        s3.amazonaws.com
        """);

    [Theory]
    [InlineData("example.com", "example.com")]
    [InlineData("a.b.example.com", "example.com")]
    [InlineData("WWW.Example.COM.", "example.com")]
    [InlineData("www.example.co.uk", "example.co.uk")]
    [InlineData("example.uk", "example.uk")]
    [InlineData("test.ck", null)]
    [InlineData("a.b.test.ck", "b.test.ck")]
    [InlineData("www.ck", "www.ck")]
    [InlineData("www.www.ck", "www.ck")]
    [InlineData("c.kobe.jp", null)]
    [InlineData("b.c.kobe.jp", "b.c.kobe.jp")]
    [InlineData("a.city.kobe.jp", "city.kobe.jp")]
    [InlineData("bucket.s3.amazonaws.com", "bucket.s3.amazonaws.com")]
    [InlineData("iot.amazonaws.com", "amazonaws.com")]
    [InlineData("a.unlisted", "a.unlisted")]
    [InlineData("x.a.unlisted", "a.unlisted")]
    [InlineData("www.食狮.公司.cn", "xn--85x722f.xn--55qx5d.cn")]
    [InlineData("www.xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn")]
    [InlineData("com", null)]
    [InlineData("co.uk", null)]
    [InlineData("localhost", null)]
    [InlineData(".com", null)]
    [InlineData(".example.com", null)]
    [InlineData("a..com", null)]
    [InlineData("192.0.2.1", null)]
    [InlineData("2001:db8::1", null)]
    [InlineData("", null)]
    [InlineData("...", null)]
    [InlineData(null, null)]
    public void A_name_belongs_to_its_registrable_domain(string? host, string? domain) =>
        Assert.Equal(domain, List.RegistrableDomain(host));

    [Fact]
    public void Hostile_names_never_throw() =>
        CsCheck.Check.Sample(CsCheck.Gen.String[0, 300], name =>
        {
            var domain = List.RegistrableDomain(name);
            Assert.True(domain is null || domain.Contains('.', StringComparison.Ordinal));
        });
}
