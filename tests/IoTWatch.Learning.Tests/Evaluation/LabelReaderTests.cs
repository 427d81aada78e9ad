using System.Text;
using IoTWatch.Learning.Evaluation.Labels;

namespace IoTWatch.Learning.Tests.Evaluation;

public sealed class LabelReaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("iotwatch-labels-");

    public void Dispose() => _folder.Delete(recursive: true);

    private LabelSet Read(string json) => LabelReader.Read(Encoding.UTF8.GetBytes(json), _folder.FullName);

    [Fact]
    public void All_members_of_a_label_file_are_read()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "a.pcap"), "");
        var set = Read("""
            {"made_by": "somebody", "captures": [{"files": ["a.pcap", "."], "kind": "malware",
              "local": ["10.0.0.0/8", "fd00::/8"], "learn_days": 1.5, "note": "n",
              "malicious": [{"device": null, "address": "2001:DB8::1", "name": null, "proto": "TCP", "port": 443,
                             "beacon": true, "period_s": 60.5, "in_flow": true, "basis": "published"},
                            {"device": "00:22:33:aa:bb:01", "name": "C2.Example.", "beacon": false,
                             "basis": "inferred"}]}]}
            """);

        Assert.Empty(set.Problems);
        Assert.Empty(set.Missing);
        var capture = Assert.Single(set.Captures);
        Assert.Equal("a.pcap + .", capture.Title);
        Assert.Equal(Path.Combine(_folder.FullName, "a.pcap"), capture.Files[0]);
        Assert.Equal(1.5, capture.LearnDays);
        Assert.Equal(["10.0.0.0/8", "fd00::/8"], capture.Local);
        Assert.False(capture.IsBenign);
        Assert.Equal(
            ("2001:db8::1", "tcp", 443, true, 60.5, true),
            (capture.Malicious[0].Address, capture.Malicious[0].Proto, capture.Malicious[0].Port,
                capture.Malicious[0].IsScored, capture.Malicious[0].PeriodS, capture.Malicious[0].InFlow));
        Assert.Equal(
            ("c2.example", null, null, false, true),
            (capture.Malicious[1].Name, capture.Malicious[1].Proto, capture.Malicious[1].Port,
                capture.Malicious[1].Beacon, capture.Malicious[1].IsInferred));
    }

    [Fact]
    public void Every_problem_is_listed_with_its_path()
    {
        var set = Read("""
            {"captures": [
              {"files": ["."], "kind": "benign"},
              {"files": [], "kind": "malware", "learn_days": "3", "local": ["10.0.0.0/33"],
               "malicious": [{"address": "c2.example", "proto": "tpc", "port": 70000, "beacon": "yes", "basis": ""},
                 7, {"beacon": true, "basis": "published", "period_s": -1}]},
              {"malicious": {}},
              "none"]}
            """);

        string[] expected =
        [
            "captures[1].files: is empty", "captures[1].local[0]: '10.0.0.0/33'",
            "captures[1].learn_days: is not a number", "captures[1].malicious[0].address: 'c2.example'",
            "captures[1].malicious[0].proto: 'tpc'",
            "captures[1].malicious[0].port: is not a whole number from 0 to 65535",
            "captures[1].malicious[0].beacon: is not true or false", "captures[1].malicious[0].basis: is not a text",
            "captures[1].malicious[1]: is not an object", "captures[1].malicious[2]: has neither 'address' nor 'name'",
            "captures[1].malicious[2].period_s: is not a number", "captures[2].files: is missing",
            "captures[2].kind: is missing", "captures[2].malicious: is not a list", "captures[3]: is not an object",
        ];
        foreach (var problem in expected)
            Assert.Contains(set.Problems, found => found.StartsWith(problem, StringComparison.Ordinal));
        Assert.Equal(expected.Length, set.Problems.Count);
    }

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("[]", "captures: is missing")]
    [InlineData("""{"captures": []}""", "captures: is empty")]
    [InlineData("""{"captures": 1}""", "captures: is not a list")]
    public void A_file_of_another_shape_is_a_problem(string json, string problem) =>
        Assert.Contains(problem, Assert.Single(Read(json).Problems), StringComparison.Ordinal);

    [Fact]
    public void All_missing_captures_are_listed()
    {
        var set = Read("""{"captures": [{"files": ["a.pcap", "b.pcap"], "kind": "benign"}]}""");

        Assert.Empty(set.Problems);
        Assert.Equal(2, set.Missing.Count);
        Assert.StartsWith("captures[0].files[1]: ", set.Missing[1], StringComparison.Ordinal);
        Assert.Contains("b.pcap", set.Missing[1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_kind_counts_as_not_benign_with_a_note()
    {
        var set = Read("\uFEFF" + """{"captures": [{"files": ["."], "kind": "honeypot", "malicious": []}]}""");

        Assert.Empty(set.Problems);
        Assert.False(set.Captures[0].IsBenign);
        Assert.Contains("honeypot", Assert.Single(set.Notes), StringComparison.Ordinal);
    }
}
