using System.Text;
using CsCheck;
using IoTWatch.Inputs.Captures;
using IoTWatch.Inputs.Tests.Captures;

namespace IoTWatch.Inputs.Tests.Zeek;

public class HostileLogTests
{
    private static readonly byte[][] Seeds =
    [
        Encoding.UTF8.GetBytes(Some.Conn(Some.ConnRow(), Some.ConnRow(uid: "C2"))),
        Encoding.UTF8.GetBytes(Some.Http(Some.HttpRow("C1", "a\\xc3\\xa9\\x"), Some.HttpRow("C1", "b.example"))),
        Encoding.UTF8.GetBytes(
            Some.Log("dns", "ts uid id.orig_h query rtt qtype rcode_name answers TTLs", "1521911720.5 C1 "
                + "10.47.1.100 Ise.Example. 0.25 65 NOERROR a.example,134.71.3.16 1.5,2")),
        Encoding.UTF8.GetBytes("""{"_path":"dns","ts":1588206484.258622,"uid":"Cu","id_orig_h":"10.0.1.4","""
            + """ "query":"fp\u00e9.example","qtype":65,"rcode_name":"NOERROR","answers":["fp.example","""
            + """ "72.21.81.200"],"TTLs":[1800.0,3600.0]}"""),
    ];

    [Fact]
    public void Mutated_logs_never_throw_and_every_row_is_accounted_for()
    {
        var mutation =
            Gen.Select(Gen.Int[0, 2000], Gen.OneOf(Gen.Byte, Gen.OneOfConst("\t\n#-.\\x,{}[]\""u8.ToArray())));
        Gen.Select(Gen.OneOfConst(Seeds), mutation.Array[1, 8], Gen.Int[0, 60]).Sample((seed, mutations, cut) =>
        {
            var bytes = (byte[])seed.Clone();
            foreach (var (at, value) in mutations)
                bytes[at % bytes.Length] = value;
            using var folder = new TempFolder();
            folder.Add("some.log", bytes[..^cut]);
            var read = folder.Read();
            return folder.Report.Files + folder.Report.Unreadable.Count == 1
                && folder.Report.Rows == read.Count + folder.Report.Reasons.Where(reason =>
                    reason.Key != "row-too-long").Sum(reason => reason.Value);
        }, iter: 500);
    }

    [Fact]
    public void A_damaged_log_throws_only_the_documented_exception()
    {
        using var folder = new TempFolder();
        var path = folder.Add("conn.log", "#separator");
        Assert.Empty(folder.Read(path));
        Assert.Throws<CaptureException>(() => folder.Read(folder.Add("bad.log", "{\"ts\":")));
    }
}
