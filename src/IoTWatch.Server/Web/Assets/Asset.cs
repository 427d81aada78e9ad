using Microsoft.Net.Http.Headers;

namespace IoTWatch.Server.Web.Assets;

/// <summary>A file of the pages, held in memory, with a version computed from its bytes.</summary>
public sealed record Asset(byte[] Bytes, string ContentType, string Version)
{
    public EntityTagHeaderValue Tag { get; } = new($"\"{Version}\"");
}
