using System.Text;

namespace IoTWatch.Learning.Simulation.Writing;

/// <summary>One Zeek log in its native tab-separated form with the usual header lines.</summary>
internal sealed class ZeekLog : IDisposable
{
    private readonly StreamWriter _text;

    public ZeekLog(Stream output, string path, string fields, string types)
    {
        _text = new StreamWriter(output, new UTF8Encoding(false)) { NewLine = "\n" };
        _text.WriteLine(@"#separator \x09");
        _text.WriteLine("#set_separator\t,");
        _text.WriteLine("#empty_field\t(empty)");
        _text.WriteLine("#unset_field\t-");
        _text.WriteLine("#path\t" + path);
        _text.WriteLine("#fields\t" + fields.Replace(' ', '\t'));
        _text.WriteLine("#types\t" + types.Replace(' ', '\t'));
    }

    public void Row(params IEnumerable<string> values) => _text.WriteLine(string.Join('\t', values));

    public void Dispose() => _text.Dispose();
}
