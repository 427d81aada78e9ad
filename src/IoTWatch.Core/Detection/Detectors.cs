namespace IoTWatch.Core.Detection;

/// <summary>All that looks for something, shared by every device: none keeps anything of its own between two calls.</summary>
public sealed record Detectors(BeaconDetector Beacons, IBehaviourTrainer Behaviours)
{
    public VolumeDetector Volume { get; } = new(Behaviours, new VolumeOptions());

    public CadenceDetector Cadence { get; } = new(new CadenceOptions());

    public ClearTextDetector ClearText { get; } = new(new ClearTextOptions());

    public LateralDetector Lateral { get; } = new(new LateralOptions());

    public ClassDetector Classes { get; } = new(new ClassOptions());
}
