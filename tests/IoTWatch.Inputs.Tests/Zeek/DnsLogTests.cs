using IoTWatch.Core.Observations;
using IoTWatch.Inputs.Tests.Captures;

namespace IoTWatch.Inputs.Tests.Zeek;

public sealed class DnsLogTests : IDisposable
{
    private const string Fields = "ts uid id.orig_h id.orig_p id.resp_h id.resp_p rtt query qtype qtype_name "
        + "rcode_name answers TTLs";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_answer_has_its_time_of_arrival_and_only_addresses()
    {
        var dns =
            Read("1521911720.5 C1 10.47.1.100 41772 10.0.0.100 53 0.25 Ise.WRCCDC.org. 1 A NOERROR "
                + "ise.example.edu,134.71.3.16,134.71.3.17 2230.000000,41830.000000,60.5");
        Assert.Equal(750, dns.At.Millisecond);
        Assert.Equal("10.47.1.100", dns.Client.ToString());
        Assert.Equal(("ise.wrccdc.org", "A", 60), (dns.Query, dns.Type, dns.TtlSeconds));
        Assert.Equal(["134.71.3.16", "134.71.3.17"], dns.Answers.Select(answer => answer.ToString()));
    }

    [Fact]
    public void A_name_that_does_not_exist_has_no_addresses() =>
        Assert.Empty(
            Read("1521911720.5 C1 10.47.1.100 41772 10.0.0.100 53 - nowhere.example 28 AAAA NXDOMAIN - -").Answers);

    [Fact]
    public void Escaped_bytes_of_a_name_are_decoded() =>
        Assert.Equal("caf\u00e9.example",
            Read("1521911720.5 C1 10.47.1.100 41772 10.0.0.100 53 - caf\\xc3\\xa9.example 1 A NXDOMAIN - -").Query);

    [Fact]
    public void An_unanswered_query_is_counted()
    {
        Assert.Empty(_folder.Read(_folder.Add("x",
            Some.Log("dns", Fields, "1521911720.5 C1 10.47.1.100 41772 10.0.0.100 53 - a.example 1 A - - -"))));
        Assert.Equal(1, _folder.Report.Reasons["dns-unanswered"]);
    }

    [Fact]
    public void Json_lists_are_read_and_a_type_without_a_name_gets_its_number()
    {
        var path =
            _folder.Add("x", """{"ts":1588206484.258622,"uid":"Cu","id_orig_h":"10.0.1.4","id_orig_p":60981,"""
                + """ "query":"fp-vp.azureedge.net","qtype":65,"rcode_name":"NOERROR","answers":["fp.example","""
                + """ "72.21.81.200"],"TTLs":[1800.0,3600.0]}""");
        var dns = Assert.IsType<DnsObservation>(Assert.Single(_folder.Read(path)));
        Assert.Equal(("TYPE65", 3600), (dns.Type, dns.TtlSeconds));
        Assert.Equal("72.21.81.200", Assert.Single(dns.Answers).ToString());
    }

    private DnsObservation Read(string row) =>
        Assert.IsType<DnsObservation>(Assert.Single(_folder.Read(_folder.Add("x", Some.Log("dns", Fields, row)))));
}
