namespace IoTWatch.Core.Tests.Profiles;

/// <summary>Builds MUD documents for tests.</summary>
internal static class SomeMud
{
    public const string Accept = """{ "forwarding": "accept" }""";

    /// <summary>A document with these access list entries in its one from-device list.</summary>
    public static string Document(
        string aces, string url = "https://maker.example/thing", string extension = "") => $$"""
        {
          "ietf-mud:mud": {
            "mud-version": 1, "mud-url": "{{url}}", "systeminfo": "thing",
            "from-device-policy": { "access-lists": { "access-list": [ { "name": "from" } ] } }
          },
          "ietf-access-control-list:acls": { "acl": [ { "name": "from", "type": "ipv4-acl-type", "aces": { "ace": [ {{aces}} ] } } ] }
          {{(extension.Length == 0 ? "" : $", \"iotwatch:profile\": {extension}")}}
        }
        """;

    public static string Ace(string matches, string name = "rule") =>
        $$"""{ "name": "{{name}}", "matches": { {{matches}} }, "actions": {{Accept}} }""";

    public static string Call(string host, int port) =>
        Ace($$"""
            "ipv4": { "ietf-acldns:dst-dnsname": "{{host}}", "protocol": 6 },
            "tcp": { "destination-port": { "operator": "eq", "port": {{port}} } }
            """);
}
