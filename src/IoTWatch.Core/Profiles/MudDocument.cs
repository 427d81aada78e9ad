namespace IoTWatch.Core.Profiles;

/// <summary>A manufacturer usage description as written.</summary>
/// <remarks>
/// RFC 8520 with the access lists of RFC 8519; also the form of its drafts, with the lists under
/// <c>ietf-access-control-list:access-lists</c>. <see cref="MudReader"/> reads it, <see cref="ProfileCompiler"/>
/// compiles it.
/// </remarks>
/// <param name="MudUrl">The document's own URL, which a device may announce (DHCP option 161, LLDP,
/// certificate).</param>
/// <param name="SystemInfo">The maker's description of the device.</param>
/// <param name="UpdatedAt">When the document was last changed.</param>
/// <param name="FromDevice">Names of the access lists for what the device sends.</param>
/// <param name="Acls">All access lists.</param>
/// <param name="Extension">The member <c>iotwatch:profile</c>, if there is one.</param>
public sealed record MudDocument(
    string? MudUrl, string? SystemInfo, DateTime? UpdatedAt, IReadOnlyList<string> FromDevice,
    IReadOnlyList<MudAcl> Acls, ProfileExtension? Extension);
