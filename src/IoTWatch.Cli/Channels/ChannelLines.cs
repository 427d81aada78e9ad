using System.Buffers;
using System.Text;
using System.Text.Json;
using IoTWatch.Application.Json;

namespace IoTWatch.Cli.Channels;

/// <summary>Writes channels as JSON lines.</summary>
internal sealed class ChannelLines(TextWriter output)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    public void Write(ChannelRow row)
    {
        _buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_buffer))
            ChannelJson.Write(json, row.Channel, row.Rita);
        output.WriteLine(Encoding.UTF8.GetString(_buffer.WrittenSpan));
    }
}
