namespace IoTWatch.Core.Detection;

/// <summary>One detector of each kind, shared by all devices; all are stateless.</summary>
/// <remarks>
/// All detectors have the same form: <c>XOptions</c>, <c>Observe</c> where it collects into <see cref="DeviceState"/>,
/// <c>Evaluate</c>, and <c>XEvidence</c> where its result becomes an alert by itself.
/// </remarks>
public sealed class Detectors(IBehaviourTrainer behaviours)
{
    public BeaconDetector Beacon { get; } = new();

    public CadenceDetector Cadence { get; } = new(new CadenceOptions());

    public ClearTextDetector ClearText { get; } = new(new ClearTextOptions());

    public ClassDetector Class { get; } = new(new ClassOptions());

    public LateralDetector Lateral { get; } = new(new LateralOptions());

    public OpenNetworkDetector OpenNetwork { get; } = new();

    public VolumeDetector Volume { get; } = new(behaviours, new VolumeOptions());
}
